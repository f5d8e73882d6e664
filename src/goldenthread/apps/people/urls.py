from django.urls import path

from goldenthread.apps.people import posts_views, views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.add, name="add"),
    path("posts/", posts_views.all_posts, name="posts"),
    path("posts/<uuid:uuid>/fill/", posts_views.fill_post, name="fill_post"),
    path("hand-over/", posts_views.choose_leaver, name="choose_leaver"),
    path("covers/<uuid:uuid>/end/", posts_views.end_cover, name="end_cover"),
    path("<uuid:uuid>/", views.person, name="person"),
    path("<uuid:uuid>/hand-over/", posts_views.hand_over, name="hand_over"),
    path("<uuid:uuid>/posts/", posts_views.give_post, name="give_post"),
    path("<uuid:uuid>/posts/<uuid:post>/end/", posts_views.leave_post, name="leave_post"),
    path("<uuid:uuid>/cover/", posts_views.arrange_cover, name="arrange_cover"),
    path("<uuid:uuid>/roles/", views.give_role, name="give_role"),
    path("roles/<uuid:uuid>/end/", views.end_role, name="end_role"),
]
