from django.urls import path

from goldenthread.apps.carryover import views

app_name = "carryover"
urlpatterns = [
    path("monitoring/", views.monitoring, name="monitoring"),
    path("monitoring/<uuid:uuid>/", views.arrangement, name="arrangement"),
    path("monitoring/<uuid:uuid>/change/", views.arrange, name="arrange"),
    path("<uuid:uuid>/", views.choose, name="choose"),
    path("<uuid:uuid>/carry/", views.carry, name="carry"),
]
