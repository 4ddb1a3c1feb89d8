"""A virtual operator works through the installed procedures, by the same operations as the
screen: scans, measures, errs, tries again, corrects, pauses, hands over, signs. For
commissioning and load. Prints the id of each event, one a line, once it is durable.
A folder with no procedure yet gets the demo procedures, people and orders first. Started again
on the same folder it first finishes every run a virtual operator left unfinished, of whatever
seed; what people have in hand is left alone.
虚拟操作员按与画面相同的操作执行已安装的作业指导书；每条记录落盘后立即输出其编号。
文件夹中还没有作业指导书时，先装入演示用的作业指导书、人员和工单。再次运行时，先完成虚拟操作员
未做完的作业（不论种子号）；真人的作业不会被触动。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.commands.numbers import at_least

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--executions", metavar="N", type=at_least(1), default=1, help="how many runs 作业份数"
    )
    parser.add_argument(
        "--seed",
        metavar="S",
        type=int,
        default=1,
        help="same seed, same shift 种子号：相同则作业相同",
    )
    parser.add_argument(
        "--pace",
        metavar="SECONDS",
        type=at_least(0.0),
        default=0.0,
        help="real time for each action 每个动作的实际间隔",
    )
    parser.add_argument(
        "--keep-going", action="store_true", default=False, help="until stopped 直到被停止"
    )
    parser.add_argument(
        "--flawless", action="store_true", default=False, help="no mistakes, no surprises 不出差错"
    )


def run(args: Namespace) -> int:
    from functools import partial

    from kiosk.commands.opening import called
    from kiosk.commands.speaking import tell_notices
    from kiosk.simulation.shift import work

    return work(
        args.data,
        seed=args.seed,
        executions=None if args.keep_going else args.executions,
        pace=args.pace,
        flawless=args.flawless,
        called=called(args),
        opened=partial(tell_notices, language=args.language),
    )
