#!/usr/bin/env bash
# Writes EventLog/events.jsonl anew: what the Shanghai Foreign Affairs Office reported on
# 13 February 2020 about help from sister cities. The bytes are the same every time.
#
#   EventLog/sister-cities.sh FOLDER      (WAYBILL names the program; default: waybill)
#
# A newspaper's "donated" is a promise until a receipt is recorded.
set -euo pipefail

folder=${1:?name the folder that the log is written to}
program=${WAYBILL:-waybill}
source='Shanghai Foreign Affairs Office: Sister cities send support during time of crisis, 2020-02-13'
number=0

append() { # TYPE DAY OPTION...
  local type=$1 day=$2
  shift 2
  number=$((number + 1))
  "$program" append "$type" --log="$folder" --occurred-on="$day" \
    --id="$(printf '01703ed6-a7e0-7000-8000-%012d' "$number")" \
    --recorded-at=2020-02-13T13:57:00Z --source="$source" "$@"
}

append pledged 2020-02-13 --shipment=Busan --donor='South Korea/Busan' \
  --district=China/Shanghai --item='mask=10,000 piece' --item='goggles=1,000 pair' \
  --item='outfit/protective=500 piece' --item='glove/medical=6,000 piece'

append purchased 2020-02-13 --shipment=Jeollanam-do --donor='South Korea/Jeollanam-do' \
  --district=China/Shanghai --item='mask/KF94=10,000 piece' --expected-on=2020-02-18 \
  --new-shipment

append pledged 2020-02-13 --shipment=Jeju-do --donor='South Korea/Jeju-do' \
  --district=China/Shanghai --item='mask/N95=25,000 piece' \
  --note='raised, and to arrive soon'

append purchased 2020-02-13 --shipment=Yokohama --donor=Japan/Kanagawa/Yokohama \
  --district=China/Shanghai --item='mask=10,000 piece' \
  --note='released from its disaster reserves' --new-shipment

append pledged 2020-02-11 --shipment='Osaka Prefecture' --donor=Japan/Osaka \
  --district=China/Shanghai --item='outfit/protective=5,000 piece' \
  --item='supplies=? consignment' \
  --note='further donations according to developments in the epidemic situation'

append pledged 2020-02-13 --shipment=Hirakata --donor=Japan/Osaka/Hirakata \
  --district=China/Shanghai/Changning --item='mask=21,000 piece'

append pledged 2020-02-13 --shipment=Nagasaki --donor=Japan/Nagasaki \
  --jointly=Japan/Nagasaki/Nagasaki --district=China --among=China/Shanghai \
  --among=China/Fujian --among=China/Hubei --among=China/Guangdong \
  --item='mask/surgical=100,000 piece' --item='outfit/protective=40,000 piece' \
  --item='goggles=? pair' --item='supplies=? consignment'

append pledged 2020-02-13 --shipment=Omura --donor=Japan/Nagasaki/Omura \
  --district=China/Shanghai/Changning --item='mask=15,000 piece'

append pledged 2020-02-13 --shipment='Nagasaki Prefectural University' \
  --donor='Japan/Nagasaki/Nagasaki Prefectural University' \
  --district='China/Hubei/Hubei University' --item='mask=15,000 piece'

append pledged 2020-02-13 --shipment='Sasebo to Shenyang' --donor=Japan/Nagasaki/Sasebo \
  --district=China/Liaoning/Shenyang --item='mask=2,000 piece'

append pledged 2020-02-13 --shipment='Sasebo to Xiamen' --donor=Japan/Nagasaki/Sasebo \
  --district=China/Fujian/Xiamen --item='mask=2,000 piece'

append pledged 2020-02-13 --shipment='Chinese-American communities' \
  --donor='United States/Los Angeles/Chinese-American community' \
  --jointly='United States/Chicago/Chinese-American community' \
  --jointly='United States/Houston/Chinese-American community' \
  --district=China --among=China/Shanghai --among=China/Hubei/Wuhan \
  --item='supplies/medical=? consignment, worth 500,000+ USD'

append pledged 2020-02-13 --shipment=Utah --donor='United States/Utah' \
  --district=China/Shanghai --item='mask/surgical=22,000 piece' --item='goggles=870 pair' \
  --item='outfit/protective=6,500 piece'

append pledged 2020-02-13 --shipment=Salzburg --donor=Austria/Salzburg \
  --district=China/Shanghai --item='cash/EUR=? EUR' \
  --note='funds for purchases of protective supplies'

append pledged 2020-02-13 --shipment=Liverpool \
  --donor='United Kingdom/Liverpool/China Partnership' --district=China/Shanghai \
  --item='mask=? piece' --item='outfit/protective=? piece'

append dispatched 2020-02-09 --shipment='Port of Spain' \
  --donor='Trinidad and Tobago/Port of Spain' --district=China/Shanghai \
  --item='mask/N95=10,000 piece' --note="handed to China's ambassador by the mayor" \
  --new-shipment
