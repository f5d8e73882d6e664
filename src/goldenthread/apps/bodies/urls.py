from django.urls import path

from goldenthread.apps.bodies import views, views_seats

app_name = "bodies"
urlpatterns = [
    path("", views.bodies, name="bodies"),
    path("add/", views.add, name="add"),
    path("seats/<uuid:uuid>/end/", views_seats.end_seat, name="end_seat"),
    path("seats/<uuid:uuid>/hand-over/", views_seats.hand_over_seat, name="hand_over_seat"),
    path("<uuid:uuid>/revise/", views.revise, name="revise"),
    path("<uuid:uuid>/reporting/", views.change_reporting, name="change_reporting"),
    path("<uuid:uuid>/terms/", views.set_terms, name="set_terms"),
    path("<uuid:uuid>/members/", views_seats.members, name="members"),
    path("<uuid:uuid>/members/add/", views_seats.seat_member, name="seat_member"),
    path("<uuid:uuid>/<slug:name>/", views.body, name="body"),
]
