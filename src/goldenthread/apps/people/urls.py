from django.urls import path

from goldenthread.apps.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.add, name="add"),
    path("<uuid:uuid>/", views.person, name="person"),
    path("<uuid:uuid>/roles/", views.give_role, name="give_role"),
    path("roles/<uuid:uuid>/end/", views.end_role, name="end_role"),
]
