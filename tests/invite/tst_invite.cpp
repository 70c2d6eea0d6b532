// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/invite/invite.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace roost;

class TstInvite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void credentialsKeepTheRules_data();
    void credentialsKeepTheRules();
    void credentialsDiffer();
    void everyLetterOccurs();
    void linkSaysWhatTheAddressDoesNot_data();
    void linkSaysWhatTheAddressDoesNot();
    void localNameIsReachedByItsAddress();
    void passwordIsPercentEncoded();
    void trustedInviteIsForEverybody();
    void selfSignedInviteIsForOnePerson();
    void knowsWhenOnlyThisMachineReachesIt_data();
    void knowsWhenOnlyThisMachineReachesIt();
};

namespace {

settings::Values relay(std::string domain)
{
    settings::Values values;
    values.mail_domain = std::move(domain);
    return values;
}

const invite::Credentials Ann{"ann@relay.test", "secret"};

} // namespace

void TstInvite::credentialsKeepTheRules_data()
{
    QTest::addColumn<int>("shortest");
    QTest::addColumn<int>("longest");
    QTest::addColumn<int>("password");
    QTest::addColumn<int>("name_length");
    QTest::addColumn<int>("password_length");
    QTest::newRow("defaults") << 9 << 9 << 9 << 9 << 12;
    QTest::newRow("longer names") << 12 << 20 << 9 << 12 << 12;
    QTest::newRow("shorter names") << 3 << 6 << 9 << 6 << 12;
    QTest::newRow("limits crossed") << 12 << 8 << 9 << 8 << 12;
    QTest::newRow("longer passwords") << 9 << 9 << 30 << 9 << 30;
}

void TstInvite::credentialsKeepTheRules()
{
    QFETCH(int, shortest);
    QFETCH(int, longest);
    QFETCH(int, password);
    QFETCH(int, name_length);
    QFETCH(int, password_length);
    auto values = relay("relay.test");
    values.username_min_length = shortest;
    values.username_max_length = longest;
    values.password_min_length = password;

    const auto fresh = invite::freshCredentials(values);

    const QRegularExpression address(
        QStringLiteral("^[a-z0-9]{%1}@relay\\.test$").arg(name_length));
    QVERIFY2(address.match(QString::fromStdString(fresh.address)).hasMatch(),
             fresh.address.c_str());
    const QRegularExpression printable(QStringLiteral("^[!-~]{%1}$").arg(password_length));
    QVERIFY2(printable.match(QString::fromStdString(fresh.password)).hasMatch(),
             fresh.password.c_str());
}

void TstInvite::credentialsDiffer()
{
    const auto values = relay("relay.test");
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto fresh = invite::freshCredentials(values);
        seen.insert(fresh.address);
        seen.insert(fresh.password);
    }
    QCOMPARE(seen.size(), std::size_t{2000});
}

void TstInvite::everyLetterOccurs()
{
    const auto values = relay("d");
    std::set<char> names, passwords;
    for (int i = 0; i < 1000; ++i) { // 9,000 and 12,000 letters: to miss one is past believing
        const auto fresh = invite::freshCredentials(values);
        names.insert(fresh.address.begin(), fresh.address.end() - 2);
        passwords.insert(fresh.password.begin(), fresh.password.end());
    }
    QCOMPARE(names.size(), std::size_t{36});
    QCOMPARE(passwords.size(), std::size_t{94});
}

void TstInvite::linkSaysWhatTheAddressDoesNot_data()
{
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("tls_mode");
    QTest::addColumn<int>("port_offset");
    QTest::addColumn<QString>("link");
    const auto address = QStringLiteral("dclogin:ann@relay.test?p=secret&v=1");
    QTest::newRow("trusted") << "relay.test"
                             << "files" << 0 << address;
    QTest::newRow("self-signed") << "relay.test"
                                 << "self-signed" << 0 << address + "&ic=3";
    QTest::newRow("own ports") << "relay.test"
                               << "self-signed" << 10000
                               << address
                                      + "&ih=relay.test&ip=10993&is=ssl&sh=relay.test&sp=10465"
                                        "&ss=ssl&ic=3";
    QTest::newRow("local name") << "_roost.localhost"
                                << "self-signed" << 0
                                << address + "&ih=127.0.0.1&sh=127.0.0.1&ic=3";
    QTest::newRow("IPv4 literal") << "[192.0.2.7]"
                                  << "self-signed" << 0
                                  << address + "&ih=192.0.2.7&sh=192.0.2.7&ic=3";
    QTest::newRow("IPv6 literal") << "[IPv6:2001:db8::7]"
                                  << "self-signed" << 0
                                  << address + "&ih=2001%3Adb8%3A%3A7&sh=2001%3Adb8%3A%3A7&ic=3";
}

void TstInvite::linkSaysWhatTheAddressDoesNot()
{
    QFETCH(QString, domain);
    QFETCH(QString, tls_mode);
    QFETCH(int, port_offset);
    QFETCH(QString, link);
    auto values = relay(domain.toStdString());
    values.tls_mode = tls_mode.toStdString();
    values.port_offset = port_offset;

    QCOMPARE(QString::fromStdString(invite::dcloginLink(values, Ann)), link);
}

void TstInvite::localNameIsReachedByItsAddress()
{
    auto values = relay("_roost.localhost");
    values.listen_addresses = "127.0.0.1 192.0.2.7";
    const auto link = invite::dcloginLink(values, Ann);
    QVERIFY2(link.find("&ih=192.0.2.7&sh=192.0.2.7&") != std::string::npos, link.c_str());
}

void TstInvite::passwordIsPercentEncoded()
{
    const auto link = invite::dcloginLink(relay("relay.test"), {"a@[1.2.3.4]", "p&=% +#\"z"});
    QCOMPARE(QString::fromStdString(link),
             QStringLiteral("dclogin:a@[1.2.3.4]?p=p%26%3D%25%20%2B%23%22z&v=1&ic=3"));
}

void TstInvite::trustedInviteIsForEverybody()
{
    auto values = relay("relay.test");
    values.tls_mode = "files";
    QCOMPARE(invite::inviteLink(values), std::string("dcaccount:https://relay.test/new"));
}

void TstInvite::selfSignedInviteIsForOnePerson()
{
    const auto values = relay("relay.test");
    const auto first = invite::inviteLink(values);
    QVERIFY(first.starts_with("dclogin:"));
    QVERIFY(first.ends_with("&v=1&ic=3"));
    QVERIFY(first != invite::inviteLink(values));
}

void TstInvite::knowsWhenOnlyThisMachineReachesIt_data()
{
    QTest::addColumn<QString>("addresses");
    QTest::addColumn<bool>("only_here");
    QTest::newRow("loopback") << "127.0.0.1" << true;
    QTest::newRow("both loopbacks") << "127.0.0.1 ::1" << true;
    QTest::newRow("any") << "0.0.0.0" << false;
    QTest::newRow("one public") << "127.0.0.1 192.0.2.7" << false;
}

void TstInvite::knowsWhenOnlyThisMachineReachesIt()
{
    QFETCH(QString, addresses);
    QFETCH(bool, only_here);
    settings::Values values;
    values.listen_addresses = addresses.toStdString();
    QCOMPARE(invite::isReachableOnlyHere(values), only_here);
}

QTEST_GUILESS_MAIN(TstInvite)
#include "tst_invite.moc"
