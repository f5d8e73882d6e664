from django.urls import path

from goldenthread.apps.thread import views

app_name = "thread"
urlpatterns = [
    path("", views.home, name="home"),
    path("recommendations/<uuid:uuid>/<slug:slug>/", views.recommendation, name="recommendation"),
    path("recommendations/<uuid:uuid>/<slug:slug>/measures/link/", views.link_measure, name="link_measure"),
]
