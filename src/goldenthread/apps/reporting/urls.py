from django.urls import path

from goldenthread.apps.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("add/", views.add, name="add"),
    path("settled/<uuid:uuid>/take-back/", views.take_back, name="take_back"),
    path("<uuid:uuid>/revise/", views.revise, name="revise"),
    path("<uuid:uuid>/stop/", views.stop, name="stop"),
    path("<uuid:uuid>/settle/<slug:day>/", views.settle, name="settle"),
    path("<uuid:uuid>/<slug:slug>/", views.report, name="report"),
]
