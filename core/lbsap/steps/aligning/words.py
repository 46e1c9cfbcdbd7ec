"""Subjects of conservation work with the words that offices use for them, in both languages.

A plan says 外来入侵物种 where an office writes 福寿螺, and "ecosystem restoration" where a city writes "remove the weir".
Texts that use words of one subject are near each other, in the same language or not. The words are common knowledge:
the duties of departments, the national list of invasive alien species under priority control (2022), the kinds of
pollution, money, protected area and survey that plans know. They name no target of any framework.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lbsap.model.text import HAN

_WORDS: Final = """
法律 法规 条例 立法 规章 规范性文件 上位法 管理办法 废止 人大 政策 制度
legislation law bylaw ordinance regulation statute statutory repeal policy policies regulatory institution

协调机制 协调 协同 会商 联席会议 领导小组 专班 联络员 议事 河长制 湖长制 林长制 部门联动 跨区域 体制机制
coordination coordinate steering liaison taskforce interdepartmental committee council partnership governance
mechanism

规划计划 规划纲要 专项规划 发展规划 五年规划 十五五 十四五 战略与行动计划 实施方案 修编 编制 主流化 纳入规划
mainstreaming strategy strategies masterplan planning pipeline

宣传 教育 科普 课程 课堂 学校 中小学 校园 研学 博物馆 展馆 讲解 讲座 爱鸟周 国际日 新媒体 短视频 广播 自然教育
意识 知识
education educate school pupil curriculum museum exhibition awareness visitor outreach podcast lesson classroom
teacher guide knowledge

企业 公司 工厂 厂矿 行业 供应链 信息披露 披露 年报 绿色生产 采购
business company companies firm corporate retailer supplier procurement disclosure disclose supermarket industry

资金 财政 投融资 融资 投资 金融 贷款 信贷 银行 债券 专项债 基金 转移支付 补贴 社会资本 捐赠 补助 万元 亿元
生态保护补偿
finance financing fund funding budget bond loan bank subsidy subsidies levy tax grant donation invest donor

公众参与 公众 全民 志愿 社区 居民 市民 村民 群众 妇女 青年 儿童 老人 举报 村规民约 公众科学
participation participate volunteer resident citizen community women youth hotline neighbour

消费 生活方式 光盘 浪费 一次性 节俭 节约 二手 循环利用 垃圾分类 餐饮 绿色出行
consumption consumer lifestyle waste reuse repair recycle recycling disposable diet meal

国土空间 生态空间 空间规划 生态保护红线 红线 三区三线 分区 选址 缓冲带 岸线 用途管制 管控单元 优先区域 占用
开发强度
spatial zoning zone land-use buffer shoreline siting development-control

修复 恢复 退化 受损 复绿 矿山 矿区 尾矿 石漠化 水土流失 退耕 退养 退渔 湿地 滩涂 河道 护岸 鱼道 拆坝 红树林
海草床 山水林田湖草 荒山
restore restoration rehabilitate degraded rewild replant wetland marsh peat bog river stream weir dam mangrove
quarry mine meander dune reef reflood

廊道 连通 贯通 破碎化 踏脚石 动物通道 生态网络 洄游
corridor connectivity connect reconnect fragmentation crossing hedge underpass overpass migrate migration

自然保护地 保护地 保护区 国家公园 湿地公园 森林公园 地质公园 保护小区 保护点 就地保护 栖息地 界桩 勘界 巡护
护林员 管护 看护
protected reserve sanctuary park-ranger ranger warden patrol oecm in-situ nesting habitat refuge

迁地保护 植物园 动物园 水族馆 树木园 救护 收容 繁育 扩繁 人工繁殖 回归 放归 野化 基因库 种子库
ex-situ zoo aquarium arboretum botanical captive breeding rescue reintroduce reintroduction nursery-bred

野生物种 野生动物 野生植物 采集 采挖 采摘 猎捕 狩猎 捕猎 限额 限量 许可证 采集证 野生菌 野味 人工养殖 经营利用
wildlife wild harvest hunting hunter picking picker foraging forager quota permit licence trade mushroom

人兽冲突 野猪 黑熊 亚洲象 猕猴 致害 伤人 毁坏 庄稼 肇事 保险 防护栏
human-wildlife conflict boar bear elephant deer wolf livestock predation payout damage

外来入侵物种 外来物种 入侵 福寿螺 加拿大一枝黄花 紫茎泽兰 空心莲子草 水葫芦 凤眼蓝 凤眼莲 大薸 豚草 薇甘菊
飞机草 互花米草 鬼针草 小蓬草 马缨丹 五爪金龙 假高粱 红火蚁 草地贪夜蛾 美国白蛾 松材线虫 马铃薯甲虫 稻水象甲
悬铃木方翅网蝽 非洲大蜗牛 鳄雀鳝 罗非鱼 清道夫 牛蛙 鳄龟 巴西龟 红耳龟 异宠 除治 清剿
invasive alien non-native exotic knotweed balsam hogweed hyacinth kudzu ragweed pennywort crayfish slider
terrapin raccoon coypu muskrat mink squirrel parakeet hornet mussel weed weedy pest eradicate

生物安全 转基因 生物技术 基因编辑 疫病 疫源 疫情 禽流感 检疫 实验室 有害生物 松材线虫病 引种 口岸
biosafety biosecurity biotechnology gmo disease pathogen quarantine laboratory

污染 污水 废水 管网 雨污 黑臭 排污 排放 面源 化肥 农药 农膜 粪污 塑料 白色污染 垃圾 噪声 光污染 灯光 夜景 重金属
大气 水质 水环境 土壤污染 固体废物 无废城市 新污染物
pollution pollute sewage wastewater effluent overflow runoff fertiliser nutrient pesticide herbicide glyphosate
plastic litter noise lighting emission contaminate smog

气候 碳汇 固碳 增汇 碳票 碳中和 适应 极端天气 高温 热岛 干旱 暴雨 洪涝 内涝 海绵城市 基于自然的解决方案
climate carbon sink sequestration adaptation resilience heat cool drought flood cloudburst stormwater warming
nature-based

种质资源 品种 保种 原种 育种 良种 选育 提纯复壮 地方畜禽 种质圃 农作物 药用植物 遗传多样性
germplasm cultivar breed heirloom landrace seed crop orchard medicinal genetic

农业 种植 茶园 果园 稻田 水稻 耕地 农田 绿色防控 病虫害 有机 轮作 间作 套种 绿肥 地力 土壤健康 传粉 蜜蜂 农户
放牧 草原
agriculture agricultural farm farmer farming crop organic rotation soil pollinator bee graze grazing
pasture meadow spray

林业 人工林 纯林 混交 抚育 轮伐 采伐 营林 杉木 桉树 林场
forestry plantation timber felling logging thinning spruce woodland mixed-species

渔业 捕捞 养殖 水产 放流 休渔 禁渔 增殖 鱼苗 鱼类 渔民 水库
fishery fisheries fishing aquaculture angler angling stocking fish catch

生态产品 生产总值 核算 品牌 商标 地理标志 生态旅游 观鸟 康养 民宿 水权 林权 生态银行 增收 特色产品
ecosystem-services services ecotourism tourism brand label certify certification valuation price


城市 城区 城镇 建成区 老城 新城 公园 绿地 口袋公园 蓝绿 绿道 步道 花园 屋顶绿化 立体绿化 行道树 古树 园林 绿化
乡土树种 滨水 滨河 街区 小区
urban city town neighbourhood street park garden roof lawn green-space greenway tree verge cemetery playground
facade

遗传资源 惠益 知情同意 名古屋 样本出境 收益分配
genetic benefit-sharing nagoya

传统知识 非物质文化遗产 非遗 传承 传习 农耕文化 农业文化遗产 民族医药 中医药 苗药 侗族 苗族 老药师 民俗 习俗
古规 歌谣 技艺
traditional indigenous elder custom craft heritage healing folklore recipe ancestral intangible

调查 监测 本底 家底 普查 摸底 观测 红外相机 样线 样地 断面 名录 编目 采样 监测站 网络
survey monitoring monitor baseline count census atlas inventory recording camera checklist transect

评估 评价 打分 指标 成效 后评价 红色名录 健康报告 状况报告 影响论证 环境影响
assessment assess evaluation evaluate indicator scorecard audit

执法 查处 打击 严打 非法 盗猎 偷捕 电鱼 毒鱼 清查 督察 督办 整改 违建 检察 公安 公益诉讼 追究 处罚
enforcement enforce police poaching poacher illegal trafficking smuggling prosecution inspect crime ivory

数据 数据库 平台 信息化 数字化 智慧 大数据 卫星 遥感 无人机 算法 人工智能 一张图 互联互通 传感器 预警
data database platform digital smart satellite remote-sensing drone sensor algorithm portal

科研 研究 课题 高校 大学 院所 科研站 实验站 人才 培训 进修 技术员 专家 学者 分类学 装备
research researcher university science scientist doctoral training train expertise specialist staff skill
fellowship

国际 公约 履约 一带一路 东盟 友好城市 跨境 边境 南南合作 论坛 研讨会
international convention twin cooperation global summit overseas abroad cross-border treaty

濒危 珍稀 极小种群 重点保护 旗舰物种 特有 灭绝
endangered threatened rare extinction vulnerable endemic red-listed
"""


def _split(words: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The Chinese words and the English ones, whose hyphens stand for blanks."""
    given = tuple(words)
    zh = tuple(word for word in given if HAN.search(word))
    return zh, tuple(word.replace("-", " ") for word in given if word not in zh)


SUBJECTS: Final = tuple(_split(block.split()) for block in _WORDS.strip().split("\n\n"))
"""Each subject's Chinese words, which may stand anywhere in a text, and its English words or short phrases."""
