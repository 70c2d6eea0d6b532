// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/settings/address_text.h"
#include "shared/settings/schema.h"

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <QTest>

#include <cmath>

using namespace roost;
using settings::Spec;
using settings::Type;

class TstSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMemberHasOneSpecInItsOrder();
    void everySettingIsExplained_data();
    void everySettingIsExplained();
    void defaultIsAccepted_data() { everySettingIsExplained_data(); }
    void defaultIsAccepted();
    void defaultsAreThoseOfOtherRelays_data();
    void defaultsAreThoseOfOtherRelays();
    void limitsAreKept_data() { everySettingIsExplained_data(); }
    void limitsAreKept();
    void goodTextIsTaken_data();
    void goodTextIsTaken();
    void badTextIsRefused_data();
    void badTextIsRefused();
    void unknownSettingIsNotFound();
    void contradictionsAreRefused();
    void storedValuesComeOverTheDefaults();
};

namespace {

bool isNumber(const Spec& spec)
{
    return spec.type == Type::whole || spec.type == Type::decimal || spec.type == Type::octets;
}

std::string numberText(const Spec& spec, double value)
{
    if (spec.type == Type::decimal) return std::to_string(value);
    return std::to_string(static_cast<std::int64_t>(value));
}

} // namespace

void TstSchema::everyMemberHasOneSpecInItsOrder()
{
    std::vector<std::string_view> members;
    boost::mp11::mp_for_each<boost::describe::describe_members<
        settings::Values, boost::describe::mod_public | boost::describe::mod_inherited>>(
        [&](auto member) { members.emplace_back(member.name); });
    std::vector<std::string_view> specs;
    for (const Spec& spec : settings::schema()) specs.push_back(spec.name);
    QVERIFY(specs == members);
}

void TstSchema::everySettingIsExplained_data()
{
    QTest::addColumn<QString>("name");
    for (const Spec& spec : settings::schema())
        QTest::newRow(spec.name.data()) << QString::fromUtf8(spec.name.data());
}

void TstSchema::everySettingIsExplained()
{
    QFETCH(QString, name);
    const Spec* spec = settings::find(name.toStdString());
    QVERIFY(spec);
    QVERIFY(spec->help.size() > 20 && spec->help.ends_with('.'));
    QVERIFY(!spec->group.empty());
    QVERIFY(!isNumber(*spec) || spec->minimum < spec->maximum);
    QCOMPARE(spec->type == Type::choice, !spec->choices.empty());
    QCOMPARE(spec->type == Type::octets, spec->unit == "octets");
}

void TstSchema::defaultIsAccepted()
{
    QFETCH(QString, name);
    const std::string key = name.toStdString();
    if (key == "mail_domain") return; // has no default: setup gives it
    settings::Values values;
    const auto text = settings::textOf(values, key);
    const auto done = settings::apply(values, key, text);
    QVERIFY2(done, done ? "" : done.error().detail.c_str());
    QVERIFY(values == settings::Values());
    QVERIFY(settings::checkTogether(values));
}

/// Names and defaults of existing relays (protocol.md E1), by which an operator moves here.
void TstSchema::defaultsAreThoseOfOtherRelays_data()
{
    QTest::addColumn<QString>("standard"); // in octets, where it is a size
    const auto row = [](const char* name, const char* standard) {
        QTest::newRow(name) << standard;
    };
    row("mail_domain", ""); // has none there either: setup gives it
    row("max_user_send_per_minute", "60");
    row("max_user_send_burst_size", "10");
    row("max_mailbox_size", "524288000"); // 500M
    row("max_message_size", "31457280");
    row("delete_mails_after", "20");
    row("delete_large_after", "7");
    row("delete_inactive_users_after", "90");
    row("username_min_length", "9");
    row("username_max_length", "9");
    row("password_min_length", "9");
    row("max_load_1m", "5");
    // 200M and 1G there: rough thresholds of a machine's state and no allowance of anybody, so they
    // are round decimal numbers here, 5 and 7 % below the powers of 1024.
    row("min_available_memory", "200000000");
    row("min_free_disk_space", "1000000000");
    row("max_imap_connections", "10000");
    row("max_smtp_connections", "1000");
    row("disable_ipv6", "false");
    row("privacy_mail", ""); // unset until the operator gives an address
}

void TstSchema::defaultsAreThoseOfOtherRelays()
{
    QFETCH(QString, standard);
    const std::string name = QTest::currentDataTag();
    QVERIFY(settings::find(name));
    QCOMPARE(QString::fromStdString(settings::textOf(settings::Values(), name)), standard);
}

void TstSchema::limitsAreKept()
{
    QFETCH(QString, name);
    const Spec& spec = *settings::find(name.toStdString());
    if (!isNumber(spec)) return;
    settings::Values values;
    for (const double good : {spec.minimum, spec.maximum})
        QVERIFY(settings::apply(values, spec.name, numberText(spec, good)));
    for (const double bad : {spec.minimum - 1, spec.maximum + 1}) {
        const auto text = numberText(spec, bad);
        const auto done = settings::apply(values, spec.name, text);
        QVERIFY(!done);
        const auto& detail = done.error().detail;
        QVERIFY(done.error().code == Code::invalid);
        QVERIFY2(detail.starts_with(std::string(spec.name) + ": \"" + text + "\""), detail.c_str());
        QVERIFY2(detail.find(" from ") != std::string::npos, detail.c_str());
    }
}

void TstSchema::goodTextIsTaken_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    const auto row = [](const char* name, const char* text, const char* kept) {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(name, text))) << name << text << kept;
    };
    row("max_mailbox_size", "500M", "524288000");
    row("max_mailbox_size", "500mb", "524288000");
    row("max_mailbox_size", " 1 G ", "1073741824");
    row("max_mailbox_size", "1.5G", "1610612736");
    row("max_mailbox_size", "2048K", "2097152");
    row("max_mailbox_size", "31457280", "31457280");
    row("max_load_1m", "2.5", "2.5");
    row("registration_open", "off", "false");
    row("registration_open", "Yes", "true");
    row("log_level", "warn", "warn");
    row("listen_addresses", " 192.0.2.1  2001:db8::1 192.0.2.1", "192.0.2.1 2001:db8::1");
    row("mail_domain", "Chat.Example.ORG", "chat.example.org");
    row("mail_domain", "_roost.localhost", "_roost.localhost");
    row("mail_domain", "xn--bcher-kva.example", "xn--bcher-kva.example");
    row("mail_domain", "[192.0.2.7]", "[192.0.2.7]");
    row("server_comment", "Grüße!", "Grüße!");
    row("server_comment", "", "");
    row("plaintext_domains", " A.example  b.example a.example ", "a.example b.example");
    row("plaintext_domains", "", "");
    row("privacy_mail", "", "");
    row("privacy_mail", " Ann.Lee+x@Example.ORG ", "Ann.Lee+x@example.org");
    row("privacy_mail", "a@[192.0.2.1]", "a@[192.0.2.1]");
    row("dns_forwarders", "192.0.2.53  127.0.0.1:5353 ::1 [2001:db8::1]:53",
        "192.0.2.53 127.0.0.1:5353 ::1 [2001:db8::1]:53");
    row("dns_forwarders", "", "");
    row("dkim_selector", "Key-2", "key-2");
    row("extra_trust_anchors", "", "");
    row("extra_trust_anchors",
        " -----BEGIN CERTIFICATE----- AA+/ BB== -----END CERTIFICATE-----\r\n",
        "-----BEGIN CERTIFICATE-----\nAA+/BB==\n-----END CERTIFICATE-----\n");
}

void TstSchema::goodTextIsTaken()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(QString, kept);
    settings::Values values;
    const auto done = settings::apply(values, name.toStdString(), text.toStdString());
    QVERIFY2(done, done ? "" : done.error().detail.c_str());
    QCOMPARE(QString::fromStdString(settings::textOf(values, name.toStdString())), kept);
}

void TstSchema::badTextIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const QString& text) {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(name, text.left(30)))) << name << text;
    };
    for (const auto text : {"", "M", "B", "5X", "-5M", "1e30G", "0x10", "nanM", "infG", "1,5G"})
        row("max_mailbox_size", text);
    for (const auto text : {"", "5.5", "five", "99999999999999999999", "+5", "1e3"})
        row("delete_mails_after", text);
    for (const auto text : {"nan", "inf", "", "1,5"}) row("max_load_1m", text);
    for (const auto text : {"", "maybe", "2"}) row("registration_open", text);
    for (const auto text : {"", "INFO", "loud"}) row("log_level", text);
    for (const auto text : {"", "localhost", "1.2.3", "1.2.3.4:25", "fe80::1%eth0"})
        row("listen_addresses", text);
    for (const auto text : {"", "localhost", "a..b", ".a.b", "-a.b", "a b.c", "192.0.2.7", "[1.2]",
                            "user@a.b", "a.b/", "bücher.example"})
        row("mail_domain", text);
    row("mail_domain", QString(64, 'a') + ".org");
    row("mail_domain", QStringLiteral("a.").repeated(130) + "b");
    for (const auto text : {"localhost", "a.b,c.d", "a.b [::1]"}) row("plaintext_domains", text);
    for (const auto text :
         {"ann", "@example.org", "ann@", "a..b@c.test", "<a@b.test>", "a@b@c.test",
          "mailto:a@b.test", "a b@c.test", "a@b.test?x=y", "\"a\"@b.test"})
        row("privacy_mail", text);
    for (const auto text : {"dns.example", "1.2.3.4:0", "1.2.3.4:65536", "1.2.3.4:", "::1:x",
                            "[1.2.3.4]:53", "[::1]", "1.2.3.4:+53"})
        row("dns_forwarders", text);
    for (const auto text : {"", "a.b", "-a", "a b"}) row("dkim_selector", text);
    for (const auto text : {"x", "-----BEGIN CERTIFICATE-----",
                            "-----BEGIN CERTIFICATE----------END CERTIFICATE-----",
                            "-----BEGIN CERTIFICATE-----AA\x01-----END CERTIFICATE-----",
                            "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----"})
        row("extra_trust_anchors", text);
    row("server_comment", QString(501, 'a'));
    row("server_comment", "two\nlines");
    row("listen_addresses", [] {
        QString many;
        for (int i = 1; i <= 17; ++i) many += QStringLiteral("192.0.2.%1 ").arg(i);
        return many;
    }());
}

void TstSchema::badTextIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    settings::Values values;
    const auto done = settings::apply(values, name.toStdString(), text.toStdString());
    QVERIFY(!done);
    QVERIFY(done.error().code == Code::invalid);
    QVERIFY(done.error().detail.starts_with(name.toStdString() + ": "));
    QVERIFY(values == settings::Values());
}

void TstSchema::unknownSettingIsNotFound()
{
    settings::Values values;
    const auto done = settings::apply(values, "max_fun", "1");
    QVERIFY(!done && done.error().code == Code::not_found);
    QVERIFY(done.error().detail.find("max_fun") != std::string::npos);
    QVERIFY(settings::textOf(values, "max_fun").empty());
}

void TstSchema::contradictionsAreRefused()
{
    settings::Values names;
    names.username_min_length = 10;
    QVERIFY(!settings::checkTogether(names));
    settings::Values ports;
    ports.imap_port = ports.imaps_port;
    QVERIFY(!settings::checkTogether(ports));
    settings::Values waits;
    waits.queue_first_retry_seconds = 5000;
    QVERIFY(!settings::checkTogether(waits));
    settings::Values offset;
    offset.port_offset = 60000;
    offset.https_port = 8443;
    const auto done = settings::checkTogether(offset);
    QVERIFY(!done);
    QVERIFY(done.error().detail.starts_with("https_port: 8443"));
}

void TstSchema::storedValuesComeOverTheDefaults()
{
    const auto stored = settings::fromStored({{"delete_mails_after", "30"},
                                              {"registration_open", "false"},
                                              {"of_the_future", "1"},
                                              {"max_recipients", "7"}});
    settings::Values expected;
    expected.delete_mails_after = 30;
    expected.registration_open = false;
    QVERIFY(stored.values == expected);
    QCOMPARE(stored.problems.size(), std::size_t(2));
    QVERIFY(stored.problems[0].starts_with("max_recipients: \"7\""));
    QVERIFY(stored.problems[1].find("of_the_future") != std::string::npos);
}

QTEST_GUILESS_MAIN(TstSchema)
#include "tst_schema.moc"
