from django.urls import path

from goldenthread.apps.loads import views

app_name = "loads"
urlpatterns = [
    path("", views.loads, name="loads"),
    path("new/", views.bring, name="bring"),
    path("<uuid:uuid>/", views.load, name="load"),
    path("<uuid:uuid>/columns/", views.settle_columns, name="settle_columns"),
    path("<uuid:uuid>/accept/", views.accept, name="accept"),
    path("<uuid:uuid>/set-aside/", views.set_aside, name="set_aside"),
]
