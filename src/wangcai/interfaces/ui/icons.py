"""Which Tabler icons the sprite holds. Add a name anywhere here when a page needs one (browse them at tabler.io/icons)."""

ICONS = """
cash-register layout-kanban layout-dashboard layout-grid user users user-plus user-circle users-group
user-heart message message-circle messages message-2 box package packages package-import package-export
chart-bar chart-line report-analytics settings adjustments search barcode qrcode scan line-scan scissors bath
paw cat dog bone fish droplet hand-stop pill home home-heart sun link meat bucket carrot plus minus check
checks x chevron-left chevron-right chevron-down chevron-up dots dots-vertical arrow-left arrow-right arrow-up
arrow-down arrow-narrow-right bell bell-ringing clock clock-hour-4 alarm hourglass calendar calendar-event
truck truck-delivery map-pin map-2 phone phone-call mail mail-opened camera photo trash pencil edit printer
receipt receipt-2 receipt-refund tag tags ticket discount gift wallet coin coins credit-card cash
cash-banknote brand-wechat brand-alipay device-mobile device-tablet device-desktop login logout lock lock-open
switch-horizontal world language moon filter sort-ascending sort-descending download upload file file-text
file-import file-export file-invoice table-import table-export file-spreadsheet clipboard clipboard-list
clipboard-check clipboard-text list list-check list-details checklist checkbox square-check square
alert-triangle alert-circle info-circle circle-check circle-x circle circle-dashed circle-dot help help-circle
refresh rotate history arrow-back-up arrow-forward-up player-pause player-play player-stop building-store
building building-warehouse shopping-cart shopping-cart-plus basket shopping-bag transfer transfer-in
transfer-out scale ruler temperature heart heart-handshake heartbeat shield-check shield-lock signature
writing id id-badge-2 star sparkles flag flag-2 bolt keyboard backspace eye eye-off external-link copy share
menu-2 route motorbike bike car timeline stack-2 arrows-exchange arrows-sort git-merge arrow-merge note notes
send wifi wifi-off cloud-off database key fingerprint zoom-in maximize grip-vertical vaccine stethoscope
bandage ear wind ballpen zzz cake crown target trending-up trending-down flame leaf palette ban archive
restore forms pin hash at numbers face-id mood-smile mood-sad mood-neutral thumb-up thumb-down steering-wheel
snowflake feather shirt puzzle fridge cube color-swatch category circle-plus circle-minus truck-return
truck-loading paperclip pointer tool bulb server plug robot bug code api door-enter door-exit walk armchair
box-multiple box-off exclamation-mark question-mark percentage currency-yuan calculator inbox abc text-size
letter-case headset speakerphone hand-click device-floppy player-skip-forward player-track-next
lungs bowl poo photo-share calendar-repeat calendar-off wash home-check phone-check building-hospital video
first-aid-kit bowl-spoon message-check message-question camera-off device-tv device-tv-off calendar-plus
""".split()  # noqa: SIM905  a page writer adds one word, not one line of punctuation
