// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/imap/transcript.h"

#include <QDir>
#include <QTest>

using namespace roost;
using namespace roost::test;

namespace {

const QString Folder = TEST_DATA "/imap/";

/// What the client of a transcript says and hears, each in one piece.
struct Sides {
    std::string client;
    std::string server;
};

Sides sidesOf(const Transcript& transcript)
{
    Sides sides;
    for (const std::string& step : transcript.steps)
        (step.starts_with("C: ") ? sides.client : sides.server) += step.substr(3) + "\r\n";
    return sides;
}

/// Logs in, so that the account is there and each run of a transcript finds the same.
void makeAccount(World& world)
{
    Client client(world, true);
    client.ask("a LOGIN annannann@relay.test \"a password\"");
    client.ask("b LOGOUT");
}

/// All the server said until it closed.
QString hear(Client& client, std::int64_t first_uid_validity)
{
    while (client.readLine() != "<end>") {
    }
    return QString::fromStdString(smallUidValidity(client.received(), first_uid_validity));
}

} // namespace

class TstSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void transcript_data();
    void transcript();
    void grammarOfTheClientSeesFaults_data();
    void grammarOfTheClientSeesFaults();
    void commandsMayBePipelined();
    void commandsMayBeSplitAnywhere();
    void commandsMayComeOctetByOctet();
};

void TstSession::transcript_data()
{
    QTest::addColumn<QString>("path");
    const auto files = QDir(Folder).entryInfoList({"*.txt"});
    QVERIFY(!files.isEmpty());
    for (const QFileInfo& file : files)
        QTest::newRow(qPrintable(file.baseName())) << file.filePath();
}

/// Everything said in the transcripts is also read by the grammar of the strictest client.
void TstSession::transcript()
{
    QFETCH(QString, path);
    const Transcript transcript = Transcript::load(path);
    QVERIFY(!transcript.steps.empty());

    World world;
    Player player(world, transcript.is_plain);
    const std::string seen = player.play(transcript);

    QDir().mkpath(TEST_OUTPUT "/imap");
    QFile record(TEST_OUTPUT "/imap/" + QFileInfo(path).fileName());
    QVERIFY(record.open(QIODevice::WriteOnly));
    record.write(QByteArray::fromStdString(seen));
    const QStringList expected = QString::fromStdString(transcript.text()).split('\n');
    const QStringList lines = QString::fromStdString(seen).split('\n');
    for (qsizetype i = 0; i < std::min(expected.size(), lines.size()); ++i)
        QCOMPARE(lines[i], expected[i]);
    QCOMPARE(lines.size(), expected.size());
    QCOMPARE(QString::fromStdString(player.grammarProblem()), QString());
}

void TstSession::grammarOfTheClientSeesFaults_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::newRow("ESEARCH") << QByteArray("* ESEARCH ALL 1\r\n");
    QTest::newRow("empty FETCH") << QByteArray("* 1 FETCH ()\r\n");
    QTest::newRow("empty STATUS") << QByteArray("* STATUS \"INBOX\" ()\r\n");
    QTest::newRow("unasked item") << QByteArray("* 1 FETCH (UID 1 EMAILID (a))\r\n");
    QTest::newRow("8 bit text") << QByteArray("* OK gr\xfc\xdf\r\n");
    QTest::newRow("8 bit quoted") << QByteArray("* 1 FETCH (BODY[] \"\xfc\")\r\n");
    QTest::newRow("no IMAP4rev1") << QByteArray("* CAPABILITY IMAP4 IDLE\r\n");
    QTest::newRow("metadata atom") << QByteArray("* METADATA INBOX (/a NIL)\r\n");
    QTest::newRow("empty metadata") << QByteArray("* METADATA \"\" ()\r\n");
    QTest::newRow("no space after code") << QByteArray("a OK [READ-WRITE]\r\n");
    QTest::newRow("short literal") << QByteArray("* 1 FETCH (BODY[] {9}\r\nabc)\r\n");
    QTest::newRow("long literal") << QByteArray("* 1 FETCH (BODY[] {2}\r\nabc)\r\n");
    QTest::newRow("bare LF") << QByteArray("a OK done\n");
}

void TstSession::grammarOfTheClientSeesFaults()
{
    QFETCH(QByteArray, stream);
    QVERIFY(!ClientGrammar::problemOf(stream.toStdString()).empty());
}

void TstSession::commandsMayBePipelined()
{
    const Transcript transcript = Transcript::load(Folder + "fetch.txt");
    const Sides sides = sidesOf(transcript);
    World world;
    const auto first = world.firstUidValidity();
    Client client(world, true);
    client.write(sides.client);
    QCOMPARE(hear(client, first), QString::fromStdString(sides.server));
}

void TstSession::commandsMayBeSplitAnywhere()
{
    World world;
    const auto first = world.firstUidValidity();
    makeAccount(world);
    const Sides sides = sidesOf(Transcript::load(Folder + "split/session.txt"));
    QVERIFY(sides.client.size() > 200);
    for (std::size_t at = 1; at < sides.client.size(); ++at) {
        Client client(world, true);
        client.write(sides.client.substr(0, at));
        client.write(sides.client.substr(at));
        QCOMPARE(hear(client, first), QString::fromStdString(sides.server));
    }
}

void TstSession::commandsMayComeOctetByOctet()
{
    World world;
    const auto first = world.firstUidValidity();
    makeAccount(world);
    const Sides sides = sidesOf(Transcript::load(Folder + "split/session.txt"));
    Client client(world, true);
    for (const char octet : sides.client) client.write(std::string(1, octet));
    QCOMPARE(hear(client, first), QString::fromStdString(sides.server));
}

QTEST_GUILESS_MAIN(TstSession)
#include "tst_session.moc"
