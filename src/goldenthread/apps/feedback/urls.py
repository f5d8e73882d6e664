from django.urls import path

from goldenthread.apps.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.quarters, name="quarters"),
    path("quarters/<slug:period>/", views.quarter, name="quarter"),
    path("complaints/", views.complaints, name="complaints"),
    path("complaints/record/", views.receive, name="receive"),
    path("complaints/procedures/", views.procedures, name="procedures"),
    path("complaints/<uuid:uuid>/", views.complaint, name="complaint"),
    path("complaints/<uuid:uuid>/change/", views.revise, name="revise"),
    path("complaints/<uuid:uuid>/next-stage/", views.begin_stage, name="begin_stage"),
    path("complaints/<uuid:uuid>/learned/", views.learn, name="learn"),
    path("stages/<uuid:uuid>/put-off/", views.extend, name="extend"),
    path("stages/<uuid:uuid>/end/", views.end, name="end"),
    path("learning/<uuid:uuid>/take-back/", views.take_back_learning, name="take_back_learning"),
    path("compliments/", views.compliments, name="compliments"),
    path("compliments/record/", views.compliment, name="compliment"),
    path("compliments/<uuid:uuid>/take-back/", views.withdraw_compliment, name="withdraw_compliment"),
]
