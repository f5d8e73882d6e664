from django.urls import path

from goldenthread.apps.drafting import views, views_clearance, views_editions, views_templates, views_word

app_name = "drafting"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("start/", views.start, name="start"),
    path("clearances/", views_clearance.clearances, name="clearances"),
    path("clearances/<uuid:uuid>/", views_clearance.clear, name="clear"),
    path("comments/<uuid:uuid>/", views_clearance.reply, name="reply"),
    path("templates/", views_templates.templates, name="templates"),
    path("templates/<uuid:uuid>/", views_templates.template, name="template"),
    path("templates/<uuid:uuid>/sections/<slug:key>/", views_templates.change_section, name="change_section"),
    path("templates/<uuid:uuid>/add/", views_templates.add_section, name="add_section"),
    path("templates/<uuid:uuid>/route/", views_templates.change_route, name="change_route"),
    path("clearers/", views_templates.clearers, name="clearers"),
    path("editions/<uuid:uuid>/", views_editions.edition, name="edition"),
    path("editions/<uuid:uuid>/files/<slug:suffix>/", views_editions.download, name="download"),
    path("returned/<uuid:uuid>/", views_word.returned, name="returned"),
    path("<uuid:uuid>/word/", views_word.to_word, name="to_word"),
    path("<uuid:uuid>/word/back/", views_word.from_word, name="from_word"),
    path("<uuid:uuid>/write/", views.write, name="write"),
    path("<uuid:uuid>/whole/", views.whole, name="whole"),
    path("<uuid:uuid>/place/", views.place, name="place"),
    path("<uuid:uuid>/submit/", views_clearance.submit, name="submit"),
    path("<uuid:uuid>/take-back/", views_clearance.take_back, name="take_back"),
    path("<uuid:uuid>/freeze/", views_clearance.freeze, name="freeze"),
    path("<uuid:uuid>/reopen/", views_clearance.reopen, name="reopen"),
    path("<uuid:uuid>/versions/", views_editions.versions, name="versions"),
    path("<uuid:uuid>/sections/<slug:key>/", views.section, name="section"),
    path("<uuid:uuid>/sections/<slug:key>/comment/", views_clearance.comment, name="comment"),
    path("<uuid:uuid>/<slug:slug>/", views.report, name="report"),
]
