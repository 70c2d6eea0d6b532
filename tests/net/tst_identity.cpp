// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/certificate.h"
#include "backend/net/ticket_keys.h"
#include "backend/net/tls.h"

#include <openssl/x509v3.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace roost;
using namespace roost::net;
using namespace std::chrono_literals;

class TstIdentity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewIdentityIsUsable_data();
    void aNewIdentityIsUsable();
    void theIdentityIsKept();
    void theKeyStaysWhenTheDomainChanges();
    void aDamagedKeyIsNotReplaced();
    void aFolderThatCannotBeWrittenIsRefused();
    void onlyHostNamesAreCertified();
    void aForeignKeyIsRefused();
    void ticketKeysRotateAndAreForgotten();
};

namespace {

std::filesystem::path folderIn(const QTemporaryDir& parent)
{
    return std::filesystem::path(parent.path().toStdString()) / "tls";
}

QByteArray contents(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string codeOf(const Result<Identity>& result)
{
    return result ? "made" : std::string(codeName(result.error().code));
}

} // namespace

void TstIdentity::aNewIdentityIsUsable_data()
{
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QStringList>("hosts");
    QTest::newRow("host") << "chat.example"
                          << QStringList(
                                 {"chat.example", "www.chat.example", "mta-sts.chat.example"});
    QTest::newRow("underscore") << "_relay.localhost" << QStringList("_relay.localhost");
    QTest::newRow("long") << QString(60, 'a') + ".example"
                          << QStringList(QString(60, 'a') + ".example");
    QTest::newRow("IPv4") << "[192.0.2.7]" << QStringList("192.0.2.7");
    QTest::newRow("IPv6") << "[IPv6:2001:db8::7]" << QStringList("2001:db8::7");
}

void TstIdentity::aNewIdentityIsUsable()
{
    QFETCH(QString, domain);
    QFETCH(QStringList, hosts);
    const QTemporaryDir parent;
    const auto identity = selfSignedIdentity(folderIn(parent), domain.toStdString());
    QVERIFY(identity);
    const auto chain = parseChain(identity->certificate_pem);
    QVERIFY(chain);
    X509* const leaf = chain->front().get();
    for (const QString& host : hosts) {
        const std::string name = host.toStdString();
        QVERIFY(X509_check_host(leaf, name.data(), name.size(), 0, nullptr) == 1
                || X509_check_ip_asc(leaf, name.c_str(), 0) == 1);
    }
    QCOMPARE(X509_check_ca(leaf), 0);
    QCOMPARE(X509_get_extended_key_usage(leaf), std::uint32_t(XKU_SSL_SERVER | XKU_SSL_CLIENT));
    int days = 0, seconds = 0;
    QVERIFY(ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(leaf)));
    QCOMPARE(days, 36525);

    TlsServer tls;
    QVERIFY(tls.use(*identity));
    const auto key = folderIn(parent) / "key.pem";
    using std::filesystem::perms;
    QVERIFY(std::filesystem::status(key).permissions() == (perms::owner_read | perms::owner_write));
}

void TstIdentity::theIdentityIsKept()
{
    const QTemporaryDir parent;
    const auto first = selfSignedIdentity(folderIn(parent), "chat.example");
    const auto second = selfSignedIdentity(folderIn(parent), "chat.example");
    QVERIFY(first && second);
    QCOMPARE(first->certificate_pem, second->certificate_pem);
    QCOMPARE(first->key_pem, second->key_pem);
}

void TstIdentity::theKeyStaysWhenTheDomainChanges()
{
    const QTemporaryDir parent;
    const auto first = selfSignedIdentity(folderIn(parent), "chat.example");
    const auto second = selfSignedIdentity(folderIn(parent), "other.example");
    QVERIFY(first && second);
    QVERIFY(first->certificate_pem != second->certificate_pem);
    QCOMPARE(first->key_pem, second->key_pem);
}

void TstIdentity::aDamagedKeyIsNotReplaced()
{
    const QTemporaryDir parent;
    QVERIFY(selfSignedIdentity(folderIn(parent), "chat.example"));
    const auto path = folderIn(parent) / "key.pem";
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("half a k");
    file.close();
    QCOMPARE(codeOf(selfSignedIdentity(folderIn(parent), "chat.example")), std::string("corrupt"));
    QCOMPARE(contents(path), QByteArray("half a k"));
}

void TstIdentity::aFolderThatCannotBeWrittenIsRefused()
{
    QCOMPARE(codeOf(selfSignedIdentity("/proc/roost", "chat.example")), std::string("unavailable"));
}

void TstIdentity::onlyHostNamesAreCertified()
{
    const QTemporaryDir parent;
    for (const char* name : {"", "a b", "a,DNS:evil.example", "[evil]", "ex\nample", "[]"})
        QCOMPARE(codeOf(selfSignedIdentity(folderIn(parent), name)), std::string("invalid"));
}

void TstIdentity::aForeignKeyIsRefused()
{
    const QTemporaryDir here, there;
    auto identity = selfSignedIdentity(folderIn(here), "chat.example");
    const auto other = selfSignedIdentity(folderIn(there), "chat.example");
    QVERIFY(identity && other);
    identity->key_pem = other->key_pem;
    TlsServer tls;
    const auto used = tls.use(*identity);
    QVERIFY(!used);
    QCOMPARE(used.error().code, Code::invalid);
    QVERIFY(tls.newSession(TlsPolicy::web) == nullptr);
    identity->certificate_pem = "nothing";
    QVERIFY(!tls.use(*identity));
}

void TstIdentity::ticketKeysRotateAndAreForgotten()
{
    const TicketKeys::Time start{};
    TicketKeys keys(start);
    const auto first = keys.current(start);
    QVERIFY(keys.current(start + 12h - 1s).name == first.name);
    const auto second = keys.current(start + 12h);
    QVERIFY(second.name != first.name);

    const auto old = keys.find(first.name.data(), start + 13h);
    QVERIFY(old && !old->is_current && old->key.cipher == first.cipher);
    const auto fresh = keys.find(second.name.data(), start + 13h);
    QVERIFY(fresh && fresh->is_current);
    QVERIFY(!keys.find(first.name.data(), start + 24h));

    const auto third = keys.current(start + 24h);
    QVERIFY(!keys.find(third.name.data(), start + 48h)); // nobody came for a day
}

QTEST_GUILESS_MAIN(TstIdentity)
#include "tst_identity.moc"
