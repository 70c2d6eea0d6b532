// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/uid_set.h"

#include <QtTest>

#include <random>
#include <set>

using roost::mail::Uid;
using roost::mail::UidSet;

class TstUidSet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rangesAreMergedAndSorted();
    void theLargestUidIsNoSpecialCase();
    void itBehavesLikeASetOfNumbers();
};

void TstUidSet::rangesAreMergedAndSorted()
{
    UidSet set{{7, 9}, {1, 3}, {4, 4}, {20, 11}};
    QCOMPARE(set.text(), std::string("1:4,7:9,11:20"));
    set.add({5, 12});
    QCOMPARE(set.text(), std::string("1:20"));
    set.remove(10);
    QCOMPARE(set.text(), std::string("1:9,11:20"));
    QCOMPARE(set.intersected({{8, 12}, {20, 30}}).text(), std::string("8:9,11:12,20"));
    QCOMPARE(UidSet().text(), std::string());
}

void TstUidSet::theLargestUidIsNoSpecialCase()
{
    UidSet set{{1, 0xffffffff}};
    QCOMPARE(set.count(), std::uint64_t{0xffffffff});
    set.add({0xffffffff, 0xffffffff});
    set.remove(0xffffffff);
    QCOMPARE(set.text(), std::string("1:4294967294"));
    set.add(0xffffffff);
    QCOMPARE(set.ranges().size(), std::size_t{1});
    QCOMPARE(set.rank(0xffffffff), std::uint64_t{0xfffffffe});
}

void TstUidSet::itBehavesLikeASetOfNumbers()
{
    std::mt19937 random(1);
    UidSet set;
    std::set<Uid> model;
    for (int i = 0; i < 3000; ++i) {
        const auto first = static_cast<Uid>(random() % 200 + 1);
        if (random() % 3 == 0) {
            set.remove(first);
            model.erase(first);
        } else {
            const Uid last = first + static_cast<Uid>(random() % 4);
            set.add({first, last});
            for (Uid uid = first; uid <= last; ++uid) model.insert(uid);
        }
        if (model.size() > 150) {
            set = {};
            model.clear();
        }
        QCOMPARE(set.count(), std::uint64_t{model.size()});
        std::uint64_t position = 0;
        for (const Uid uid : model) {
            QVERIFY(set.contains(uid));
            QCOMPARE(set.at(position), uid);
            QCOMPARE(set.rank(uid), position++);
        }
        QCOMPARE(set.rank(first),
                 std::uint64_t(std::distance(model.begin(), model.lower_bound(first))));
        QCOMPARE(set.contains(first), model.contains(first));
    }
}

QTEST_GUILESS_MAIN(TstUidSet)
#include "tst_uid_set.moc"
