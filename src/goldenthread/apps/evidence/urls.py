from django.urls import path

from goldenthread.apps.evidence import views

app_name = "evidence"
urlpatterns = [
    path("<uuid:uuid>/", views.piece, name="piece"),
]
