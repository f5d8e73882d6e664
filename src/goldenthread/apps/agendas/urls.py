from django.urls import path

from goldenthread.apps.agendas import views, views_items, views_papers, views_standing

app_name = "agendas"
urlpatterns = [
    path("", views.agendas, name="agendas"),
    path("editions/<uuid:uuid>/", views.edition, name="edition"),
    path("items/<uuid:uuid>/", views_items.item, name="item"),
    path("items/<uuid:uuid>/take-off/", views_items.take_off, name="take_off"),
    path("items/<uuid:uuid>/put-back/", views_items.put_back, name="put_back"),
    path("items/<uuid:uuid>/papers/add/", views_papers.add_paper, name="add_paper"),
    path("items/<uuid:uuid>/papers/<uuid:paper>/move/", views_papers.move_paper, name="move_paper"),
    path(
        "items/<uuid:uuid>/papers/<uuid:paper>/take-off/", views_papers.take_paper_off, name="take_paper_off"
    ),
    path("papers/<uuid:uuid>/open/", views_papers.open_paper, name="open_paper"),
    path("papers/<uuid:uuid>/describe/", views_papers.describe, name="describe_paper"),
    path("papers/<uuid:uuid>/appendices/add/", views_papers.add_appendix, name="add_appendix"),
    path("papers/<uuid:uuid>/appendix/move/", views_papers.move_appendix, name="move_appendix"),
    path("papers/<uuid:uuid>/appendix/take-off/", views_papers.remove_appendix, name="remove_appendix"),
    path("papers/<uuid:uuid>/<slug:slug>/", views_papers.paper, name="paper"),
    path("standing/<uuid:uuid>/", views_standing.standing_item, name="standing_item"),
    path("standing/<uuid:uuid>/move/", views_standing.move_standing, name="move_standing"),
    path("bodies/<uuid:uuid>/standing/", views_standing.standing_items, name="standing_items"),
    path("bodies/<uuid:uuid>/standing/add/", views_standing.add_standing, name="add_standing"),
    path("<uuid:uuid>/build/", views.build, name="build"),
    path("<uuid:uuid>/end/", views.end, name="end"),
    path("<uuid:uuid>/publish/", views.publish, name="publish"),
    path("<uuid:uuid>/all-papers/", views.papers, name="papers"),
    path("<uuid:uuid>/items/add/", views_items.add, name="add"),
    path("<uuid:uuid>/order/", views_items.order, name="order"),
    path("<uuid:uuid>/suggestions/", views_items.suggestions, name="suggestions"),
    path("<uuid:uuid>/<slug:slug>/", views.agenda, name="agenda"),
]
