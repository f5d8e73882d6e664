from django.urls import path

from goldenthread.apps.bodies import views

app_name = "bodies"
urlpatterns = [
    path("", views.bodies, name="bodies"),
    path("add/", views.add, name="add"),
    path("<uuid:uuid>/revise/", views.revise, name="revise"),
    path("<uuid:uuid>/reporting/", views.change_reporting, name="change_reporting"),
    path("<uuid:uuid>/members/add/", views.seat_member, name="seat_member"),
    path("<uuid:uuid>/<slug:name>/", views.body, name="body"),
]
