from django.urls import path

from goldenthread.apps.benchmarks import views, writing_views

app_name = "benchmarks"
urlpatterns = [
    path("", views.benchmarks, name="benchmarks"),
    path("releases/<uuid:uuid>/", views.release, name="release"),
    path("releases/<uuid:uuid>/publisher/", writing_views.describe_release, name="describe_release"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<uuid:uuid>/", views.indicator, name="indicator"),
    path("indicators/<uuid:uuid>/map/", writing_views.map_indicator, name="map_indicator"),
    path("mappings/<uuid:uuid>/end/", writing_views.end_mapping, name="end_mapping"),
    path("areas/", views.areas, name="areas"),
    path("neighbours/new/", writing_views.new_set, name="new_set"),
    path("neighbours/<uuid:uuid>/", views.neighbour_set, name="neighbour_set"),
    path("measures/<uuid:uuid>/", views.measure, name="measure"),
]
