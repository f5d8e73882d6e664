from django.urls import path

from goldenthread.apps.challenge import views, views_outliers

app_name = "challenge"
urlpatterns = [
    path("", views.sessions, name="sessions"),
    path("prepare/", views.prepare, name="prepare"),
    path("<uuid:uuid>/", views.session, name="session"),
    path("<uuid:uuid>/again/", views.count_again, name="count_again"),
    path("<uuid:uuid>/hold/", views.hold, name="hold"),
    path("<uuid:uuid>/pack.<slug:suffix>", views.pack, name="pack"),
    path("<uuid:uuid>/name/", views_outliers.name_outlier, name="name_outlier"),
    path("outliers/<uuid:uuid>/", views_outliers.outlier, name="outlier"),
    path("outliers/<uuid:uuid>/say/", views_outliers.say, name="say"),
    path("outliers/<uuid:uuid>/close/", views_outliers.close, name="close"),
    path("cases/", views.cases, name="cases"),
    path("cases/raise/", views.raise_case, name="raise_case"),
    path("cases/<uuid:uuid>/take/", views.take_case, name="take_case"),
]
