// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_key.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace roost;

namespace {

struct Folder {
    QTemporaryDir root;
    std::filesystem::path path() const
    {
        return root.filePath(QStringLiteral("dkim")).toStdString();
    }
    QString file() const { return root.filePath(QStringLiteral("dkim/opendkim.pem")); }

    void write(const QByteArray& text) const
    {
        std::filesystem::create_directory(path());
        QFile out(file());
        if (!out.open(QIODevice::WriteOnly)) qFatal("cannot write");
        out.write(text);
        out.close();
        ::chmod(qPrintable(file()), 0600);
    }
    QByteArray text() const
    {
        QFile in(file());
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
};

QByteArray testKey(const char* name)
{
    QFile in(QStringLiteral(TEST_DATA "/dkim/keys/test-%1.pem").arg(QLatin1String(name)));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

mode_t modeOf(const QString& path)
{
    struct stat status {};
    return ::stat(qPrintable(path), &status) == 0 ? status.st_mode & 0777 : 0;
}

} // namespace

class TstDkimKey : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keyIsMadeOnceAndKept();
    void keyIsForItsOwnerOnly();
    void recordIsTheOneToPublish();
    void keyOfOthersMakingIsTaken();
    void openKeyIsRefused_data();
    void openKeyIsRefused();
    void damagedKeyIsRefusedAndKept_data();
    void damagedKeyIsRefusedAndKept();
    void restsOfACrashDoNoHarm();
    void linkIsNotFollowed();
    void selectorIsNoWayOut_data();
    void selectorIsNoWayOut();
    void longRecordIsSplitForZones();
};

void TstDkimKey::keyIsMadeOnceAndKept()
{
    const Folder folder;
    const auto first = trust::dkimKey(folder.path(), "opendkim");
    QVERIFY(first.has_value());
    QCOMPARE(first->selector, std::string("opendkim"));
    const auto second = trust::dkimKey(folder.path(), "opendkim");
    QVERIFY(second.has_value());
    QCOMPARE(second->private_pem, first->private_pem);
    QCOMPARE(second->record, first->record);
    const auto other = trust::dkimKey(folder.path(), "next");
    QVERIFY(other.has_value());
    QVERIFY(other->record != first->record);
}

void TstDkimKey::keyIsForItsOwnerOnly()
{
    const Folder folder;
    const auto before = ::umask(0);
    const auto made = trust::dkimKey(folder.path(), "opendkim");
    ::umask(before);
    QVERIFY(made.has_value());
    QCOMPARE(modeOf(folder.file()), mode_t(0600));
    QCOMPARE(modeOf(QString::fromStdString(folder.path().string())), mode_t(0700));
}

void TstDkimKey::recordIsTheOneToPublish()
{
    const Folder folder;
    folder.write(testKey("rsa2048"));
    const auto key = trust::dkimKey(folder.path(), "opendkim");
    QVERIFY(key.has_value());
    QFile dns(QStringLiteral(TEST_DATA "/dkim/dns.txt")); // made by openssl
    QVERIFY(dns.open(QIODevice::ReadOnly));
    QCOMPARE(QByteArray("rsa._domainkey.example.test|found|") + key->record.c_str() + "\n",
             dns.readLine());
}

void TstDkimKey::keyOfOthersMakingIsTaken()
{
    const Folder folder;
    folder.write(testKey("rsa1024"));
    QVERIFY(trust::dkimKey(folder.path(), "opendkim").has_value());
    QCOMPARE(folder.text(), testKey("rsa1024"));
}

void TstDkimKey::openKeyIsRefused_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("group reads") << 0640;
    QTest::newRow("others read") << 0604;
    QTest::newRow("group writes") << 0620;
}

void TstDkimKey::openKeyIsRefused()
{
    QFETCH(int, mode);
    const Folder folder;
    folder.write(testKey("rsa2048"));
    ::chmod(qPrintable(folder.file()), static_cast<mode_t>(mode));
    const auto key = trust::dkimKey(folder.path(), "opendkim");
    QVERIFY(!key);
    QCOMPARE(key.error().code, Code::denied);
    QVERIFY(key.error().detail.find("chmod 600") != std::string::npos);
    QCOMPARE(folder.text(), testKey("rsa2048"));
}

void TstDkimKey::damagedKeyIsRefusedAndKept_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << testKey("rsa2048").left(900);
    QTest::newRow("ed25519") << testKey("ed25519");
    QTest::newRow("too short a key") << testKey("rsa768");
    QTest::newRow("too long a file") << testKey("rsa2048").append(QByteArray(70'000, '\n'));
    QTest::newRow("needs a password")
        << QByteArray("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                      "DEK-Info: AES-128-CBC,00000000000000000000000000000000\n\nAAAA\n"
                      "-----END RSA PRIVATE KEY-----\n");
}

void TstDkimKey::damagedKeyIsRefusedAndKept()
{
    QFETCH(QByteArray, text);
    const Folder folder;
    folder.write(text);
    const auto key = trust::dkimKey(folder.path(), "opendkim");
    QVERIFY(!key);
    QCOMPARE(key.error().code, Code::corrupt);
    QVERIFY(key.error().detail.find("backup") != std::string::npos);
    QCOMPARE(folder.text(), text);
}

void TstDkimKey::restsOfACrashDoNoHarm()
{
    const Folder folder;
    folder.write({});
    QVERIFY(QFile::rename(folder.file(), folder.file() + QStringLiteral(".new")));
    QVERIFY(trust::dkimKey(folder.path(), "opendkim").has_value());
    QVERIFY(!QFile::exists(folder.file() + QStringLiteral(".new")));
}

void TstDkimKey::linkIsNotFollowed()
{
    const Folder folder;
    folder.write(testKey("rsa2048"));
    const QString elsewhere = folder.root.filePath(QStringLiteral("elsewhere"));
    QVERIFY(QFile::rename(folder.file(), elsewhere));
    QVERIFY(QFile::link(elsewhere, folder.file()));
    const auto key = trust::dkimKey(folder.path(), "opendkim");
    QVERIFY(!key);
    QCOMPARE(key.error().code, Code::unavailable);
}

void TstDkimKey::selectorIsNoWayOut_data()
{
    QTest::addColumn<QString>("selector");
    for (const char* selector : {"", "..", "../x", "a/b", "a.b", "A", "a b", "a\n"})
        QTest::newRow(selector) << QString::fromLatin1(selector);
    QTest::newRow("long") << QString(64, QLatin1Char('x'));
}

void TstDkimKey::selectorIsNoWayOut()
{
    QFETCH(QString, selector);
    const Folder folder;
    const auto key = trust::dkimKey(folder.path(), selector.toStdString());
    QVERIFY(!key);
    QCOMPARE(key.error().code, Code::invalid);
}

void TstDkimKey::longRecordIsSplitForZones()
{
    QCOMPARE(trust::zoneText("short"), std::string("\"short\""));
    const std::string record(300, 'x');
    QCOMPARE(trust::zoneText(record),
             "\"" + std::string(255, 'x') + "\" \"" + std::string(45, 'x') + "\"");
}

QTEST_GUILESS_MAIN(TstDkimKey)
#include "tst_dkim_key.moc"
