from django.urls import path

from goldenthread.apps.risks import views, writing_views

app_name = "risks"
urlpatterns = [
    path("", views.risks, name="risks"),
    path("heat-map/", views.heat_map, name="heat_map"),
    path("scale/", views.scale, name="scale"),
    path("scale/set/", writing_views.set_scale, name="set_scale"),
    path("add/", writing_views.add, name="add"),
    path("<uuid:uuid>/edit/", writing_views.edit, name="edit"),
    path("<uuid:uuid>/score/", writing_views.score, name="score"),
    path("<uuid:uuid>/review/", writing_views.review, name="review"),
    path("<uuid:uuid>/escalate/", writing_views.escalate, name="escalate"),
    path("<uuid:uuid>/give-back/", writing_views.de_escalate, name="de_escalate"),
    path("<uuid:uuid>/close/", writing_views.close, name="close"),
    path("<uuid:uuid>/open-again/", writing_views.reopen, name="reopen"),
    path("<uuid:uuid>/ties/", writing_views.ties, name="ties"),
    path("<uuid:uuid>/controls/add/", writing_views.add_control, name="add_control"),
    path("controls/<uuid:uuid>/assure/", writing_views.assure, name="assure"),
    path("controls/<uuid:uuid>/end/", writing_views.end_control, name="end_control"),
    path("<uuid:uuid>/<slug:slug>/", views.risk, name="risk"),
]
