# 真实对话：导入、核对、存下来以后的样子；还有学员听到的。

import-title = 真实对话评分
import-under = 导入的对话，不是在对练里练的
import-file = 文件
import-replies = 销售说了几句
import-unknown = 没有说明
import-rated = 没有剧本，有的条判不了：{ $of } 条里评了 { $rated } 条，按这些打分。
import-unrated = 这次判不了的
import-passed = 没读进来的行
import-seller = 销售 · 第 { $turn } 句
import-foot = 对练 Duilian　导入的对话　评分规则第 { $rubric } 版
import-pasted = 粘贴的文字
import-more = 另外还有 { $count } 行。
import-problem =
    第 { $line } 行：{ $why ->
        [json] 不是正确的 JSON。
        [object] 应当是一个对象，有 speaker 和 text。
        [fields] 要有 speaker 和 text，都是文字。
        [columns] 只有 { $about } 列，不够。
        [csv] 从这里起，表格读不下去了。
        [nameless] 看不出是谁说的，开头要写“销售：”或者“客户：”。
        [stranger] 不知道“{ $about }”是销售还是客户。
        [silent] 没有内容。
       *[long] 超过 { $most } 个字。
    }
import-bad =
    { $why ->
        [large] 太大了，最多 { $size }。分成几段再导入。
        [encoding] 这不是文字文件，或者编码认不出来。用记事本另存为 UTF-8 再导入；GBK 也行。
        [head] 表格的第一行要写列名，一列叫“说话人”，一列叫“内容”。
        [seller] 里面没有销售说的话。先选好谁是销售、谁是客户，再读一次。
        [many] 一方说了 { $count } 次，最多 { $most } 次。分成几段再导入。
        [empty] 选一个文件，或者把文字贴进来。
       *[whom] 先选这是谁的对话。
    }

import-news =
    { $coach }把你和客户的一段真实对话（{ $file }，{ $replies } 句）存下来打了分：{ $score } 分，{ $of } 条里评了 { $rated } 条。
    它不算练习，不影响你的成绩，教练会照着它点评。存了什么，/mydata 看得到；不想留，请教练删掉。
import-removed = { $coach }把你的一段真实对话（{ $file }）删掉了，评语和改判也一起删了。
import-comment =
    { $turn ->
        [0] { $coach }看了你的真实对话（{ $file }）：
       *[other] { $coach }看了你真实对话（{ $file }）里的第 { $turn } 句：
    }
import-correction =
    { $withdrawn ->
        [yes] 你的真实对话（{ $file }），{ $coach }收回了一处改判。
       *[no] 你的真实对话（{ $file }），{ $coach }改判了一处。
    }

desk-imports = 真实对话
desk-imports-how = 和客户真正谈过的话，导入进来按同一套标准打分，可以写评语、改判。真实的客户没有剧本，有的条判不了。它不算练习：平均分、作业、证书都不看它。
desk-imports-of = { $name }的真实对话
desk-imports-all = 全部真实对话
desk-imports-none = 还没有导入过。
desk-imported = 导入
desk-import-new = 导入一段对话
desk-import-whom = 这是谁的对话
desk-import-nobody = 你带的组里还没有学员，没有人可以选。
desk-import-file = 或者传一个文件：文本、CSV、JSON Lines 都行，最多 { $size }
desk-import-text = 把文字贴在这里，每行开头写谁说的，像“销售：”“客户：”
desk-import-by-words = 看文字判断
desk-import-check = 先看看读得对不对
desk-import-checking = 核对
desk-import-sides = 谁是谁
desk-import-side =
    { $side ->
        [seller] 销售
        [customer] 客户
       *[neither] 不算
    }
desk-import-lines = { $count } 行
desk-import-heard = 读出来的对话：销售 { $seller } 句，客户 { $customer } 句
desk-import-words = 原文
desk-import-again = 重新读
desk-import-keep = 存下来，打分
desk-import-over = 换一段
desk-import-mind = 真实的客户没有同意被记下来：名字、电话、公司，先在原文里改掉再存。
desk-import-told = 存下来以后，学员会收到一条消息。
desk-import-when = 导入时间
desk-import-replies = 句数
desk-import-by = { $name }导入，{ $when }
desk-import-rated = { $of } 条里评了 { $rated } 条
desk-import-passed = 没读进来 { $count } 行
desk-import-remove = 删掉这段对话
desk-import-remove-how = 评语和改判一起删，找不回来。学员会知道。
desk-import-remove-yes = 确定删掉
desk-import-did =
    { $what ->
        [kept] 存下来了，分也打好了。
        [removed] 删掉了。
        [comment] 评语发给学员了。
        [withdraw] 改判收回了，分重新算了，学员会知道。
       *[corrected] 改判好了，分重新算了，学员会知道。
    }
