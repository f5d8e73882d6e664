from django.urls import path

from goldenthread.apps.learning import views, views_services

app_name = "learning"
urlpatterns = [
    path("", views.analyses, name="analyses"),
    path("begin/", views.begin, name="begin"),
    path("analyses/<uuid:uuid>/", views.analysis, name="analysis"),
    path("analyses/<uuid:uuid>/change/", views.revise, name="revise"),
    path("analyses/<uuid:uuid>/cause/", views.find_cause, name="find_cause"),
    path("analyses/<uuid:uuid>/lesson/", views.recommend, name="recommend"),
    path("causes/<uuid:uuid>/take-back/", views.take_back_cause, name="take_back_cause"),
    path("lessons/<uuid:uuid>/check/", views.check, name="check"),
    path("lessons/<uuid:uuid>/take-back/", views.take_back_lesson, name="take_back_lesson"),
    path("services/", views_services.services, name="services"),
    path("services/add/", views_services.add_service, name="add_service"),
    path("services/<uuid:uuid>/", views_services.service, name="service"),
    path("services/<uuid:uuid>/change/", views_services.revise_service, name="revise_service"),
    path("services/<uuid:uuid>/totals/", views_services.enter_totals, name="enter_totals"),
    path("services/<uuid:uuid>/scale/", views_services.add_scale, name="add_scale"),
    path("services/<uuid:uuid>/families/", views_services.families, name="families"),
    path("services/<uuid:uuid>/families/add/", views_services.add_family, name="add_family"),
    path("families/<uuid:uuid>/", views_services.family, name="family"),
    path("families/<uuid:uuid>/change/", views_services.revise_family, name="revise_family"),
    path("families/<uuid:uuid>/score/", views_services.score, name="score"),
]
