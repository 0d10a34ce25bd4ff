"""Addresses of reports in the office."""

from django.urls import path

from wangcai.interfaces.office.reports import care_page, flow_page, sales_page

urlpatterns = [
    path("reports/", sales_page.sales, name="reports"),
    path("reports/sales.xlsx", sales_page.sales_file, name="reports_sales_file"),
    path("reports/sales/orders", sales_page.behind, name="reports_behind"),
    path("reports/flow", flow_page.flow, name="reports_flow"),
    path("reports/care", care_page.care, name="reports_care"),
    path("reports/paper", flow_page.paper, name="reports_paper"),
]
