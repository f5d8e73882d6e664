from django.urls import path

from goldenthread.apps.files import views

app_name = "files"
urlpatterns = [
    path("<uuid:uuid>/", views.open_file, name="file"),
    path("<uuid:uuid>/date/", views.say_day, name="date"),
]
