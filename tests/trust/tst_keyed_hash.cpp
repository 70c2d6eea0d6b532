// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/keyed_hash.h"

#include <QTest>

using namespace roost;

class TstKeyedHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samePartsGiveTheSameHash()
    {
        const trust::KeyedHash hash;
        QVERIFY(hash({"ann", "secret"}) == hash({"ann", "secret"}));
    }

    void bordersOfPartsCount()
    {
        const trust::KeyedHash hash;
        QVERIFY(hash({"ab", "c"}) != hash({"a", "bc"}));
        QVERIFY(hash({"ab", ""}) != hash({"ab"}));
        QVERIFY(hash({"1:a"}) != hash({"a"}));
    }

    void eachObjectHasAKeyOfItsOwn()
    {
        QVERIFY(trust::KeyedHash()({"ann"}) != trust::KeyedHash()({"ann"}));
    }
};

QTEST_GUILESS_MAIN(TstKeyedHash)
#include "tst_keyed_hash.moc"
