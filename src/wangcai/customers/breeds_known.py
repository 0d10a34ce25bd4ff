"""Breeds a shop meets, with size and other spellings: plain facts, one a line. A chain's own list starts from these.

species | Chinese name | English name | size | short nose (n) | other spellings, comma-free, separated by ;
"""

LINES = """
cat|家养短毛猫|Domestic Shorthair|small||domestic short hair;中华田园猫;田园猫;土猫;狸花猫;狸花;橘猫;奶牛猫;三花;dsh
cat|家养中毛猫|Domestic Medium Hair|small||domestic mediumhair;dmh
cat|家养长毛猫|Domestic Longhair|small||domestic long hair;dlh
cat|英国短毛猫|British Shorthair|small||英短;蓝猫;英短蓝猫;英短蓝白;银渐层;金渐层;british short hair;british blue
cat|英国长毛猫|British Longhair|small||英长;british long hair
cat|美国短毛猫|American Shorthair|small||美短;美短虎斑;american short hair
cat|异国短毛猫|Exotic Shorthair|small|n|加菲;加菲猫;exotic;exotic short hair
cat|波斯猫|Persian|small|n|波斯
cat|喜马拉雅猫|Himalayan|small|n|喜马拉雅
cat|布偶猫|Ragdoll|medium||布偶;仙女猫
cat|缅因猫|Maine Coon|medium||缅因;缅因库恩
cat|暹罗猫|Siamese|small||暹罗
cat|俄罗斯蓝猫|Russian Blue|small||俄蓝
cat|孟加拉猫|Bengal|small||孟加拉豹猫;豹猫
cat|苏格兰折耳猫|Scottish Fold|small||折耳;折耳猫;苏折
cat|斯芬克斯猫|Sphynx|small||无毛猫;加拿大无毛猫;斯芬克斯
cat|德文卷毛猫|Devon Rex|small||德文;德卷
cat|柯尼斯卷毛猫|Cornish Rex|small||
cat|塞尔凯克卷毛猫|Selkirk Rex|small||
cat|拉邦猫|LaPerm|small||la perm
cat|西伯利亚森林猫|Siberian|medium||西森;西伯利亚猫;siberian forest
cat|挪威森林猫|Norwegian Forest|medium||挪威森林;挪森;norwegian forest cat
cat|缅甸猫|Burmese|small|n|缅甸
cat|伯曼猫|Birman|small||伯曼;sacred birman
cat|东奇尼猫|Tonkinese|small||
cat|巴厘猫|Balinese|small||
cat|孟买猫|Bombay|small||
cat|阿比西尼亚猫|Abyssinian|small||阿比;阿比西尼亚
cat|索马里猫|Somali|small||
cat|雪鞋猫|Snowshoe|small||
cat|马恩岛猫|Manx|small||曼岛猫
cat|北美短尾猫|Pixie-Bob|small||pixiebob
cat|短尾猫|American Bobtail|small||bobtail american
cat|日本短尾猫|Japanese Bobtail|small||bobtail japanese
cat|曼基康猫|Munchkin|small||矮脚猫;曼基康;短腿猫
cat|米努特猫|Minuet|small||拿破仑猫;拿破仑
cat|东方短毛猫|Oriental Shorthair|small||东短;oriental;oriental short hair
cat|埃及猫|Egyptian Mau|small||
cat|欧西猫|Ocicat|small||
cat|土耳其梵猫|Turkish Van|small||
cat|土耳其安哥拉猫|Turkish Angora|small||
cat|沙特尔猫|Chartreux|small||
cat|哈瓦那棕猫|Havana Brown|small||havana
cat|科拉特猫|Korat|small||
cat|美国卷耳猫|American Curl|small||
dog|拉布拉多犬|Labrador Retriever|large||拉布拉多;拉拉;labrador
dog|金毛寻回犬|Golden Retriever|large||金毛;黄金猎犬
dog|平毛寻回犬|Flat-Coated Retriever|large||flat coat retriever
dog|切萨皮克湾寻回犬|Chesapeake Bay Retriever|large||
dog|新斯科舍诱鸭寻回犬|Nova Scotia Duck Tolling Retriever|medium||toller
dog|贵宾犬（玩具）|Toy Poodle|toy||泰迪;泰迪犬;玩具贵宾;贵宾;贵宾犬;teddy
dog|贵宾犬（迷你）|Miniature Poodle|small||迷你贵宾
dog|贵宾犬（标准）|Standard Poodle|large||巨型贵宾;巨贵;标准贵宾
dog|比熊犬|Bichon Frise|small||比熊
dog|博美犬|Pomeranian|toy||博美;俊介
dog|吉娃娃|Chihuahua|toy||吉娃娃犬;chihuahua short coat;chihuahua long coat
dog|约克夏梗|Yorkshire Terrier|toy||约克夏;yorkie
dog|马尔济斯犬|Maltese|toy||马尔济斯;马尔济斯犬
dog|蝴蝶犬|Papillon|toy||
dog|西施犬|Shih Tzu|small|n|西施
dog|北京犬|Pekingese|small|n|京巴;京巴犬
dog|巴哥犬|Pug|small|n|巴哥;八哥犬
dog|法国斗牛犬|French Bulldog|small|n|法斗;法牛
dog|英国斗牛犬|English Bulldog|medium|n|英斗;英牛;bulldog
dog|美国斗牛犬|American Bulldog|large||
dog|老式英国斗牛犬|Olde English Bulldogge|medium|n|
dog|波士顿梗|Boston Terrier|small|n|
dog|拳师犬|Boxer|large|n|
dog|日本狆|Japanese Chin|toy|n|
dog|拉萨犬|Lhasa Apso|small|n|
dog|骑士查理王小猎犬|Cavalier King Charles Spaniel|small|n|查理王;骑士查理王
dog|布鲁塞尔格里芬犬|Brussels Griffon|toy|n|
dog|彭布罗克威尔士柯基|Pembroke Welsh Corgi|medium||柯基;柯基犬;corgi
dog|卡迪根威尔士柯基|Cardigan Welsh Corgi|medium||卡迪根柯基
dog|柴犬|Shiba Inu|medium||柴;shiba
dog|秋田犬|Akita|large||秋田;日本秋田
dog|西伯利亚雪橇犬|Siberian Husky|large||哈士奇;二哈;husky
dog|阿拉斯加雪橇犬|Alaskan Malamute|giant||阿拉斯加;malamute
dog|阿拉斯加哈士奇|Alaskan Husky|large||
dog|阿拉斯加克利凯|Alaskan Klee Kai|small||
dog|萨摩耶犬|Samoyed|large||萨摩耶;萨摩
dog|美国爱斯基摩犬|American Eskimo|medium||american eskimo dog
dog|松狮犬|Chow Chow|large|n|松狮;chow
dog|中国沙皮犬|Chinese Shar-Pei|medium|n|沙皮;shar pei
dog|中国冠毛犬|Chinese Crested|toy||
dog|中华田园犬|Chinese Rural Dog|medium||田园犬;土狗;中华田园;大黄狗
dog|混种犬|Mixed Breed|medium||串串;混血;mix;mixed;mutt
dog|边境牧羊犬|Border Collie|medium||边牧
dog|喜乐蒂牧羊犬|Shetland Sheepdog|medium||喜乐蒂;sheltie
dog|苏格兰牧羊犬|Rough Collie|large||苏牧;collie rough
dog|短毛柯利犬|Smooth Collie|large||
dog|长须牧羊犬|Bearded Collie|large||
dog|古代英国牧羊犬|Old English Sheepdog|large||古牧
dog|澳大利亚牧羊犬|Australian Shepherd|medium||澳牧
dog|迷你澳大利亚牧羊犬|Miniature Australian Shepherd|small||australian shepherd miniature;miniature american shepherd
dog|澳大利亚牧牛犬|Australian Cattle Dog|medium||american blue heeler;blue heeler
dog|澳大利亚卡尔比犬|Australian Kelpie|medium||kelpie
dog|德国牧羊犬|German Shepherd|large||德牧;黑背;狼狗;german shepherd dog
dog|比利时马里努阿犬|Belgian Malinois|large||马犬;马里努阿;malinois
dog|比利时特武伦犬|Belgian Tervuren|large||
dog|比利时牧羊犬|Belgian Sheepdog|large||
dog|安纳托利亚牧羊犬|Anatolian Shepherd|giant||anatolian shepherd dog
dog|伯瑞犬|Briard|large||
dog|法兰德斯牧牛犬|Bouvier des Flandres|large||
dog|恩特布赫山地犬|Entlebucher Mountain Dog|medium||
dog|杜宾犬|Doberman Pinscher|large||杜宾;doberman
dog|罗威纳犬|Rottweiler|large||罗威纳
dog|大丹犬|Great Dane|giant||大丹
dog|藏獒|Tibetan Mastiff|giant||
dog|英国獒犬|English Mastiff|giant||mastiff
dog|斗牛獒|Bullmastiff|giant|n|
dog|卡斯罗犬|Cane Corso|giant||卡斯罗
dog|圣伯纳犬|Saint Bernard|giant||圣伯纳;st bernard
dog|伯恩山犬|Bernese Mountain Dog|giant||伯恩山
dog|大瑞士山地犬|Greater Swiss Mountain Dog|giant||
dog|大白熊犬|Great Pyrenees|giant||大白熊
dog|纽芬兰犬|Newfoundland|giant||
dog|兰伯格犬|Leonberger|giant||
dog|爱尔兰猎狼犬|Irish Wolfhound|giant||
dog|迷你雪纳瑞|Miniature Schnauzer|small||雪纳瑞;schnauzer
dog|标准雪纳瑞|Standard Schnauzer|medium||
dog|巨型雪纳瑞|Giant Schnauzer|large||
dog|腊肠犬（标准）|Standard Dachshund|small||dachshund standard smooth haired;dachshund standard long haired;dachshund standard wire haired
dog|腊肠犬（迷你）|Miniature Dachshund|toy||腊肠;腊肠犬;dachshund;dachshund miniature smooth haired;dachshund miniature long haired;dachshund miniature wire haired
dog|比格犬|Beagle|medium||比格;米格鲁
dog|巴吉度犬|Basset Hound|medium||巴吉度
dog|寻血猎犬|Bloodhound|large||
dog|灵缇|Greyhound|large||格力犬
dog|意大利灵缇|Italian Greyhound|toy||意灵
dog|惠比特犬|Whippet|medium||惠比特
dog|阿富汗猎犬|Afghan Hound|large||阿富汗
dog|罗得西亚脊背犬|Rhodesian Ridgeback|large||
dog|贝生吉犬|Basenji|small||
dog|浣熊猎犬|Coonhound|large||
dog|红骨浣熊猎犬|Redbone Coonhound|large||coonhound redbone
dog|树丛浣熊猎犬|Treeing Walker Coonhound|large||
dog|普罗特猎犬|Plott Hound|large||plott
dog|美国猎狐犬|American Foxhound|large||
dog|挪威猎麋犬|Norwegian Elkhound|medium||
dog|杰克罗素梗|Jack Russell Terrier|small||杰克罗素;parson russell terrier
dog|西高地白梗|West Highland White Terrier|small||西高地;westie
dog|苏格兰梗|Scottish Terrier|small||
dog|凯恩梗|Cairn Terrier|small||
dog|边境梗|Border Terrier|small||
dog|诺里奇梗|Norwich Terrier|small||
dog|诺福克梗|Norfolk Terrier|small||
dog|澳大利亚梗|Australian Terrier|small||
dog|丝毛梗|Silky Terrier|toy||
dog|鼠梗|Rat Terrier|small||
dog|玩具猎狐梗|Toy Fox Terrier|toy||
dog|短毛猎狐梗|Smooth Fox Terrier|small||
dog|刚毛猎狐梗|Wire Fox Terrier|small||
dog|曼彻斯特梗|Manchester Terrier|small||
dog|西藏梗|Tibetan Terrier|medium||
dog|西藏猎犬|Tibetan Spaniel|small|n|
dog|软毛麦色梗|Soft Coated Wheaten Terrier|medium||
dog|万能梗|Airedale Terrier|large||艾尔谷梗
dog|贝灵顿梗|Bedlington Terrier|small||贝灵顿
dog|威尔士梗|Welsh Terrier|small||
dog|爱尔兰梗|Irish Terrier|medium||
dog|湖畔梗|Lakeland Terrier|small||
dog|凯利蓝梗|Kerry Blue Terrier|medium||
dog|牛头梗|Bull Terrier|medium||
dog|斯塔福斗牛梗|Staffordshire Bull Terrier|medium||
dog|美国斯塔福梗|American Staffordshire Terrier|medium||amstaff
dog|美国比特斗牛梗|American Pit Bull Terrier|medium||比特犬;terrier american pit bull;terrier pit bull;pit bull
dog|美国可卡犬|American Cocker Spaniel|medium||可卡;美可
dog|英国可卡犬|English Cocker Spaniel|medium||英可
dog|英国史宾格犬|English Springer Spaniel|medium||史宾格
dog|威尔士史宾格犬|Welsh Springer Spaniel|medium||
dog|爱尔兰水猎犬|Irish Water Spaniel|large||
dog|布列塔尼犬|Brittany|medium||brittany spaniel
dog|葡萄牙水犬|Portuguese Water Dog|medium||
dog|德国短毛指示犬|German Shorthaired Pointer|large||
dog|德国硬毛指示犬|German Wirehaired Pointer|large||
dog|硬毛指示格里芬犬|Wirehaired Pointing Griffon|large||
dog|英国指示犬|English Pointer|large||pointer
dog|英国塞特犬|English Setter|large||
dog|爱尔兰塞特犬|Irish Setter|large||
dog|戈登塞特犬|Gordon Setter|large||
dog|维兹拉犬|Vizsla|large||vizsla smooth haired
dog|威玛犬|Weimaraner|large||
dog|斯皮诺犬|Spinone Italiano|large||
dog|斑点狗|Dalmatian|large||大麦町
dog|荷兰毛狮犬|Keeshond|medium||
dog|史奇派克犬|Schipperke|small||
dog|迷你杜宾|Miniature Pinscher|toy||小鹿犬;迷你品
dog|哈瓦那犬|Havanese|small||哈瓦那
dog|棉花面纱犬|Coton de Tulear|small||棉花犬
dog|墨西哥无毛犬|Xoloitzcuintli|medium||
dog|珍岛犬|Korean Jindo|medium||jindo
dog|卡塔豪拉豹犬|Catahoula Leopard Dog|large||catahoula
dog|卡罗来纳犬|Carolina Dog|medium||
dog|奇努克犬|Chinook|large||
dog|黑嘴犬|Black-Mouth Cur|large||cur black mouth
dog|牛头犬（美恶霸）|American Bully|medium|n|恶霸;恶霸犬
rabbit|荷兰垂耳兔|Holland Lop|small||垂耳兔;小垂耳
rabbit|侏儒兔|Netherland Dwarf|small||侏儒
rabbit|道奇兔|Dutch|small||
rabbit|安哥拉兔|Angora|small||
bird|虎皮鹦鹉|Budgerigar|small||虎皮;budgie
bird|玄凤鹦鹉|Cockatiel|small||玄凤
bird|牡丹鹦鹉|Lovebird|small||牡丹
bird|和尚鹦鹉|Monk Parakeet|small||和尚
other|仓鼠|Hamster|small||金丝熊;叙利亚仓鼠
other|豚鼠|Guinea Pig|small||荷兰猪;天竺鼠
other|龙猫|Chinchilla|small||
other|雪貂|Ferret|small||安格鲁貂
"""
