from django.urls import path

from goldenthread.apps.success import views

app_name = "success"
urlpatterns = [
    path("plans/<uuid:uuid>/", views.statements, name="statements"),
    path("plans/<uuid:uuid>/new/", views.add, name="add"),
    path("<uuid:uuid>/", views.statement, name="statement"),
    path("<uuid:uuid>/answer/", views.answer, name="answer"),
    path("<uuid:uuid>/edit/", views.edit, name="edit"),
    path("<uuid:uuid>/retire/", views.retire, name="retire"),
]
