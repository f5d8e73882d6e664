from django.urls import path

from goldenthread.apps.selfassessment import views, views_editions, views_parts

app_name = "selfassessment"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("begin/", views.begin, name="begin"),
    path("parts/<uuid:uuid>/", views_parts.part, name="part"),
    path("parts/<uuid:uuid>/write/", views_parts.write, name="write"),
    path("parts/<uuid:uuid>/still-holds/", views_parts.holds, name="still_holds"),
    path("parts/<uuid:uuid>/verdict/", views_parts.verdict, name="verdict"),
    path("parts/<uuid:uuid>/hand-in/", views_parts.hand_in_part, name="hand_in"),
    path("parts/<uuid:uuid>/review/", views_parts.review_part, name="review"),
    path("parts/<uuid:uuid>/last-year/", views_parts.last_year, name="last_year"),
    path("parts/<uuid:uuid>/versions/", views_parts.versions, name="versions"),
    path("editions/<uuid:uuid>/", views_editions.edition, name="edition"),
    path("editions/<uuid:uuid>/files/<slug:suffix>/", views_editions.download, name="download"),
    path("<uuid:uuid>/whole/", views.whole, name="whole"),
    path("<uuid:uuid>/files/<slug:suffix>/", views_editions.draft_file, name="draft_file"),
    path("<uuid:uuid>/against-last-year/", views_editions.against_last_year, name="against_last_year"),
    path("<uuid:uuid>/assign/", views.assign_parts, name="assign"),
    path("<uuid:uuid>/place/", views.place_document, name="place"),
    path("<uuid:uuid>/add-parts/", views.add_parts, name="add_parts"),
    path("<uuid:uuid>/remind/", views.remind_writers, name="remind"),
    path("<uuid:uuid>/freeze/", views.freeze, name="freeze"),
    path("<uuid:uuid>/reopen/", views.reopen, name="reopen"),
    path("<uuid:uuid>/<slug:slug>/", views.document, name="document"),
]
