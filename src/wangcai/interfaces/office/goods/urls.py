"""Addresses of goods and stock in the office."""

from django.urls import path

from wangcai.interfaces.office.goods import (
    bins,
    creating,
    editing,
    expiry,
    labels,
    listing,
    product,
    receiving,
    shifting,
    stocktakes,
    transfers,
)

urlpatterns = [
    path("goods/", listing.goods_page, name="goods"),
    path("goods/export.csv", listing.goods_file, name="goods_file"),
    path("goods/new", creating.new_goods, name="goods_new"),
    path("goods/labels", labels.goods_labels, name="goods_labels"),
    path("goods/<int:variant_id>", product.goods_file_page, name="goods_one"),
    path("goods/<int:variant_id>/details", editing.details, name="goods_details"),
    path("goods/<int:variant_id>/price", editing.price, name="goods_price"),
    path("goods/<int:variant_id>/barcodes", editing.barcodes, name="goods_barcodes"),
    path("goods/<int:variant_id>/barcodes/<int:barcode_id>/removal", editing.barcode_removal, name="goods_barcode_off"),
    path("goods/<int:variant_id>/variants", editing.variants, name="goods_variants"),
    path("goods/<int:variant_id>/sale", editing.sale, name="goods_sale"),
    path("goods/<int:variant_id>/low", editing.low, name="goods_low"),
    path("goods/<int:variant_id>/pieces", shifting.pieces, name="goods_pieces"),
    path("goods/receive", receiving.receive, name="stock_receive"),
    path("goods/receive/lines", receiving.lines, name="stock_receive_lines"),
    path("goods/receipts/<int:receipt_id>", receiving.receipt, name="stock_receipt"),
    path("goods/transfers", transfers.transfer_list, name="stock_transfers"),
    path("goods/transfers/new", transfers.new_transfer, name="stock_transfer_new"),
    path("goods/transfers/new/lines", transfers.lines, name="stock_transfer_lines"),
    path("goods/transfers/<int:transfer_id>", transfers.transfer_page, name="stock_transfer"),
    path("goods/stocktakes", stocktakes.stocktake_list, name="stock_stocktakes"),
    path("goods/stocktakes/<int:stocktake_id>", stocktakes.stocktake_page, name="stock_stocktake"),
    path("goods/stocktakes/<int:stocktake_id>/approval", stocktakes.approval, name="stock_stocktake_approval"),
    path("goods/stocktakes/<int:stocktake_id>/end", stocktakes.end, name="stock_stocktake_end"),
    path("goods/expiry", expiry.expiry_page, name="stock_expiry"),
    path("goods/bins", bins.bin_list, name="stock_bins"),
    path("goods/bins/labels", labels.bin_labels, name="stock_bin_labels"),
    path("goods/bins/<int:bin_id>", bins.one_bin, name="stock_bin"),
]
