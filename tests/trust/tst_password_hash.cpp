// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/password_hash.h"

#include <QTest>

using namespace roost;

namespace {

// From the specification of SHA-crypt: "Hello world!" with the salt "saltstring".
constexpr std::string_view Sha512 =
    "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOf"
    "aS35inz1";

} // namespace

class TstPasswordHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newHashesAreYescryptOfTheLeastCost()
    {
        const std::string hash = trust::hashPassword("a password");
        QVERIFY2(hash.starts_with("$y$j75$"), hash.c_str());
        QVERIFY(!trust::needsRehash(hash));
    }

    void samePasswordGetsAnotherSalt()
    {
        QVERIFY(trust::hashPassword("a password") != trust::hashPassword("a password"));
    }

    void onlyTheRightPasswordVerifies()
    {
        const std::string hash = trust::hashPassword("p$ss {word} \xc3\xa4");
        QVERIFY(trust::verifyPassword("p$ss {word} \xc3\xa4", hash));
        QVERIFY(!trust::verifyPassword("p$ss {word} \xc3\xa5", hash));
        QVERIFY(!trust::verifyPassword("p$ss {word}", hash));
        QVERIFY(!trust::verifyPassword("", hash));
    }

    void hashesOfOtherRelaysAreRead()
    {
        QVERIFY(trust::verifyPassword("Hello world!", Sha512));
        QVERIFY(!trust::verifyPassword("Hello world?", Sha512));
        QVERIFY(trust::verifyPassword("Hello world!", "{SHA512-CRYPT}" + std::string(Sha512)));
        QVERIFY(trust::verifyPassword("Hello world!", "{CRYPT}" + std::string(Sha512)));
        QVERIFY(trust::needsRehash(Sha512));
        QVERIFY(trust::needsRehash("$y$j9T$/HEY0BiEjROhzeHxqo9nV0$x"));
    }

    void malformedHashesVerifyNothing_data()
    {
        QTest::addColumn<QByteArray>("stored");
        for (const char* stored : {"", "*", "*0", "!", "$", "$6$", "$y$j75$", "{CRYPT}",
                                   "a password", "$9$unknown$kind", "$6$salt$short"})
            QTest::newRow(stored) << QByteArray(stored);
    }

    void malformedHashesVerifyNothing()
    {
        QFETCH(QByteArray, stored);
        QVERIFY(!trust::verifyPassword("a password", stored.toStdString()));
        QVERIFY(!trust::verifyPassword("", stored.toStdString()));
    }

    void nulIsNotTheEndOfAPassword()
    {
        const std::string hash = trust::hashPassword("short");
        QVERIFY(!trust::verifyPassword(std::string("short\0er", 8), hash));
    }

    void overlongPasswordsVerifyNothing()
    {
        const std::string longest(trust::MaxPasswordOctets, 'x');
        const std::string hash = trust::hashPassword(longest);
        QVERIFY(trust::verifyPassword(longest, hash));
        QVERIFY(!trust::verifyPassword(longest + "x", hash));
    }
};

QTEST_GUILESS_MAIN(TstPasswordHash)
#include "tst_password_hash.moc"
