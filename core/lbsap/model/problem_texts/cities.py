"""Messages about what cities enter together."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final = {
    "part_changed": Text(
        "您打开之后，他人已修改并保存此处内容；请对照现有内容后再保存。",
        "Someone else has changed and saved this since you opened it; compare with what stands there now, then save.",
    ),
    "milestone_form": Text(
        "“{value}”有误，请按“2028: 12.5”填写；多个年份用分号隔开，每个年份只填一次。",
        "“{value}” is not clear: write “2028: 12.5”, several years with semicolons, each year once.",
    ),
    "profile_pdf": Text(
        "这是PDF文件，程序不能直接读取。请打开PDF，全选并复制文字，粘贴到页面上，或另存为文本文件后上传。",
        "This is a PDF file, which is not read here. Open it, select and copy all text, and paste it; or save it as text.",
    ),
    "profile_meaning": Text(
        "{title}为 {value}，也可能是{others}，请确认。",
        "{title} is {value}; it may also be: {others}. Please say which it is.",
    ),
    "city_code_form": Text(
        "行政区划代码“{given}”有误，应为六位数字。",
        "The code “{given}” is not clear: GB/T 2260 codes have six digits.",
    ),
    "city_code_province": Text(
        "行政区划代码 {given} 的前两位“{digits}”不是省级代码。",
        "The code {given} begins with {digits}, which is no province.",
    ),
    "city_code_level": Text(
        "行政区划代码 {given} 与级别“{level}”不符：该代码对应{fitting}。",
        "The code {given} does not fit the level “{level}”: it belongs to {fitting}.",
    ),
    "city_code_taken": Text(
        "行政区划代码 {given} 已有市县使用。", "There already is a city with the code {given}."
    ),
    "framework_layer": Text(
        "层级应为 province（省级）或 prefecture（地市级），文件中为“{found}”。",
        "The layer must be province or prefecture; the file says “{found}”.",
    ),
    "framework_taken": Text(
        "编号“{id}”已有框架使用，请在文件中改用其他编号。",
        "There already is a framework with the id “{id}”; choose another one in the file.",
    ),
    "meaning_wanted": Text("请选择“{title}”的含义。", "Choose what “{title}” means."),
    "conflict_open": Text(
        "“{label}”：请选择保留已有内容还是采用导入内容。",
        "“{label}”: choose whether to keep what stands there or to take what was read.",
    ),
    "kept_not_read": Text(
        "{label}：保留已有的“{kept}”，未采用文件中的“{read}”。",
        "{label}: “{kept}” was kept; the file says “{read}”.",
    ),
    "city_sheet_unknown": Text(
        "工作簿中没有名为“{sheet}”的表可供填报。", "No sheet “{sheet}” is asked for here."
    ),
    "sheets_none": Text(
        "工作簿中没有可读取的填报表，请使用本页下载的模板。",
        "The workbook has no sheet that can be read here. Please use the template of this page.",
    ),
    "drafting_broke": Text(
        "起草时程序中断：{cause}。其他市县不受影响。", "Drafting broke off: {cause}. The other cities go on."
    ),
    "scheduler_silent": Text(
        "调度程序 {address} 没有应答，或没有可用的工作节点：{reason}。",
        "The scheduler {address} does not answer, or has no workers: {reason}.",
    ),
    "extra_missing": Text(
        "此功能需要另行安装：pip install lbsap[{extra}]。", "This needs an extra: pip install lbsap[{extra}]."
    ),
    "city_name_unknown": Text("没有名为“{name}”的市县。", "There is no city named “{name}”."),
    "city_name_shared": Text(
        "名为“{name}”的市县不止一个，请改填编号：{numbers}。",
        "Several cities are named “{name}”; write the number instead: {numbers}.",
    ),
    # drafts and their reviews
    "title_wanted": Text(
        "请填写标题，中文或英文填写一种即可。", "Enter the title; Chinese or English is enough."
    ),
    "language_wanted": Text("请至少选择一种语言。", "Choose at least one language."),
    "draft_variant_closed": Text(
        "本稿按“{variant}”计分，该计分方案目前未对市县开放，其余文件无法生成。请联系管理员，或另存一稿。",
        "This draft was scored with “{variant}”, which is not open to cities now. Ask the administrators, or keep a new draft.",
    ),
    "layer_open": Text(
        "该层正在征求意见，请先结束，再发起新的一次。",
        "This layer is being asked already; close its review before you open another.",
    ),
    "layer_before_turn": Text(
        "前一层尚未结束；如确需提前，请写明理由。",
        "The layer before has not finished; to go ahead all the same, state the reason.",
    ),
    "review_closed": Text(
        "本次征求意见已结束，不再接收意见。", "This review is closed and takes no more comments."
    ),
    "review_comments_full": Text(
        "每个链接最多可提 {most} 条意见；其余意见请合并填写，或另行发函。",
        "A link takes at most {most} comments; put several into one, or send the rest by letter.",
    ),
    "review_comment_answered": Text(
        "本条意见已有处理结果，不能再修改；如需补充，请另写一条。",
        "This comment has been answered and can no longer be changed; to add to it, write another one.",
    ),
    "body_wanted": Text("请填写或选择征求意见的单位。", "Enter or choose a body to ask."),
    "bodies_too_many": Text("一次最多邀请 {most} 个单位。", "At most {most} bodies can be asked at a time."),
    "body_asked": Text(
        "“{body}”已有链接；如已丢失，请在下表中重新生成。",
        "“{body}” has a link already; if it was lost, make a new one in the table.",
    ),
    "date_wanted": Text("请填写日期。", "Enter a date."),
    "date_past": Text("日期已过，请填写今天或以后的日期。", "This day is past; enter today or a later day."),
    "part_gone": Text(
        "您打开之后，他人已修改或删除此项；再次保存将重新添加。",
        "Someone else has changed or removed this since you opened it; save again to add it anew.",
    ),
    "sites_unconfirmed": Text(
        "请核对图中没有敏感物种的精确位置，并勾选确认。",
        "Check that it shows no exact place of a sensitive species, then tick the box.",
    ),
    "entry_apart": Text(
        "请选择文件：“{list}”须在网页上连同文件一并添加。",
        "Choose the file: an entry of “{list}” is added on its page, together with its file.",
    ),
    "pictures_many": Text(
        "每个市县最多 {most} 幅图件；请先删去不用的图件。",
        "A city has {most} maps and pictures at most; remove some that are not needed first.",
    ),
    "pictures_heavy": Text(
        "连同此图，本市县图件共 {size} MB，上限为 {most} MB；请压缩图片，或先删去不用的图件。",
        "With this one the maps and pictures have {size} MB; {most} MB are the limit. Make it smaller, or remove others first.",
    ),
    "picture_form": Text(
        "只接受 PNG 和 JPEG 图片；该文件不是，或已损坏。",
        "Only PNG and JPEG pictures are taken; this file is neither, or it is damaged.",
    ),
    "picture_size": Text(
        "图片为 {width}×{height} 像素，边长须在 {least} 至 {most} 像素之间。",
        "The picture is {width} by {height} pixels; each side must be between {least} and {most}.",
    ),
    "picture_heavy": Text(
        "图片为 {size} MB，上限为 {most} MB；请压缩后再上传。",
        "The picture has {size} MB, at most {most} MB are taken; make it smaller first.",
    ),
}
