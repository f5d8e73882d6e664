from django.urls import path

from goldenthread.apps.commentary import views

app_name = "commentary"
urlpatterns = [
    path("scorecards/<uuid:uuid>/<slug:period>/", views.listed, name="list"),
    path("scorecards/<uuid:uuid>/<slug:period>/sign-off/", views.sign_off, name="sign_off"),
    path("comments/<uuid:uuid>/return/", views.return_comment, name="return"),
    path("<uuid:uuid>/<slug:period>/", views.write, name="write"),
    path("<uuid:uuid>/<slug:period>/history/", views.history, name="history"),
]
