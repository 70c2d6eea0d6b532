// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/trust/dkim_data.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>

using namespace roost;
using trust::DkimVerdict;
using trust::DkimVerification;

namespace {

constexpr UnixSeconds SignedAt = 1'700'000'000;

const char* nameOf(DkimVerdict verdict)
{
    switch (verdict) {
    case DkimVerdict::pass: return "pass";
    case DkimVerdict::none: return "none";
    case DkimVerdict::fail: return "fail";
    case DkimVerdict::unknown: return "unknown";
    }
    return "?";
}

std::string message(const char* name)
{
    return dkimFile(QStringLiteral("messages/%1.eml").arg(QLatin1String(name))).toStdString();
}

/// A message that passes, with the field of its signature apart.
struct Signed {
    std::string signature, header, body;
    Signed()
    {
        const std::string whole = message("opendkim-relaxed-relaxed");
        const auto end = whole.find("\r\nFrom: ") + 2;
        signature = whole.substr(0, end);
        header = std::string(headerOf(whole)).substr(end);
        body = whole.substr(headerOf(whole).size());
    }
};

DkimVerdict verdictOf(const std::string& header, const std::string& body)
{
    DkimVerification verification("example.test");
    const auto questions = verification.header(header);
    verification.body(body);
    return verification.finish(answersTo(questions, dkimDns()), SignedAt);
}

} // namespace

class TstDkimVerification : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tableHasTheVerdict_data();
    void tableHasTheVerdict();
    void keysAreAskedOnceEach();
    void fresherKeysMayFollow();
    void signatureThatPassedIsNamed();
    void manyThreadsVerifyAtOnce();
    void answerThatLacksIsNoDns();
    void tooManySignaturesAreBounded();
    void listsOfNamesAreBounded();
    void tagsAreBounded();
    void tooLongHeaderIsRefused();
    void tooLongLineIsRefused();
    void linesThatAreHeldAreTold();
    void largeBodyTakesLinearTime_data();
    void largeBodyTakesLinearTime();
    void emptyInputIsNoSignature();
};

void TstDkimVerification::tableHasTheVerdict_data()
{
    QTest::addColumn<QList<QByteArray>>("row");
    const auto rows = dkimRows(QStringLiteral("table.txt"));
    QVERIFY(rows.size() >= 60);
    for (const auto& row : rows) QTest::newRow(row.at(0).constData()) << row;
}

void TstDkimVerification::tableHasTheVerdict()
{
    QFETCH(QList<QByteArray>, row);
    const std::string whole = message(row.at(0).constData());
    const std::string_view header = headerOf(whole);
    for (const std::size_t step : {std::size_t(1), std::size_t(2), std::size_t(7), whole.size()}) {
        DkimVerification verification(row.at(1).toStdString());
        const auto questions = verification.header(header);
        feedBody(verification, std::string_view(whole).substr(header.size()), step);
        const auto verdict =
            verification.finish(answersTo(questions, dkimDns()), row.at(2).toLongLong());
        QCOMPARE(QByteArray::fromStdString(verification.why()), row.at(4));
        QCOMPARE(nameOf(verdict), row.at(3).constData());
        QVERIFY(questions.size() <= 10);
    }
}

void TstDkimVerification::keysAreAskedOnceEach()
{
    DkimVerification verification("example.test");
    const std::vector<trust::DkimQuestion> wanted = {{"failing._domainkey.example.test"},
                                                     {"other._domainkey.example.test"}};
    QCOMPARE(verification.header(headerOf(message("dns-fails-and-another-is-bad"))), wanted);
    DkimVerification ten("example.test");
    QCOMPARE(ten.header(headerOf(message("tenth-of-ours"))).size(), std::size_t(2));
}

void TstDkimVerification::fresherKeysMayFollow()
{
    const std::string whole = message("opendkim-relaxed-simple");
    const auto header = headerOf(whole);
    DkimVerification verification("example.test");
    const auto questions = verification.header(header);
    verification.body(std::string_view(whole).substr(header.size()));
    DkimKeys dns = dkimDns();
    const auto good = dns.at("rsa._domainkey.example.test");
    dns["rsa._domainkey.example.test"] = dns.at("other._domainkey.example.test");
    QCOMPARE(verification.finish(answersTo(questions, dns), SignedAt), DkimVerdict::fail);
    dns["rsa._domainkey.example.test"] = dns.at("failing._domainkey.example.test");
    QCOMPARE(verification.finish(answersTo(questions, dns), SignedAt), DkimVerdict::unknown);
    dns["rsa._domainkey.example.test"] = good;
    QCOMPARE(verification.finish(answersTo(questions, dns), SignedAt), DkimVerdict::pass);
    QCOMPARE(verification.why(), std::string());
}

void TstDkimVerification::signatureThatPassedIsNamed()
{
    const auto octetsOf = [](const char* name) {
        const std::string whole = message(name);
        DkimVerification verification("example.test");
        const auto questions = verification.header(headerOf(whole));
        verification.body(std::string_view(whole).substr(headerOf(whole).size()));
        verification.finish(answersTo(questions, dkimDns()), SignedAt);
        return verification.passedSignature();
    };
    const std::string good = octetsOf("opendkim-relaxed-simple");
    QCOMPARE(good.size(), std::size_t(256)); // of 2048 bits
    QCOMPARE(octetsOf("blanks-in-tags").size(), std::size_t(256));
    QVERIFY(octetsOf("blanks-in-tags") != good);
    QCOMPARE(octetsOf("opendkim-body-changed"), std::string());
    QCOMPARE(octetsOf("no-signature"), std::string());
}

void TstDkimVerification::manyThreadsVerifyAtOnce()
{
    const auto dns = dkimDns();
    std::vector<std::string> messages;
    for (const char* name :
         {"opendkim-relaxed-simple", "dkimpy-simple-relaxed", "opendkim-ed25519"})
        messages.push_back(message(name));
    std::atomic<int> passed = 0;
    const auto work = [&] {
        for (int i = 0; i < 100; ++i)
            for (const std::string& whole : messages) {
                DkimVerification verification("example.test");
                const auto questions = verification.header(headerOf(whole));
                verification.body(std::string_view(whole).substr(headerOf(whole).size()));
                const auto verdict = verification.finish(answersTo(questions, dns), SignedAt);
                if (verdict == DkimVerdict::pass) ++passed;
            }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(passed.load(), 4 * 100 * 3);
}

void TstDkimVerification::answerThatLacksIsNoDns()
{
    const std::string whole = message("opendkim-relaxed-simple");
    DkimVerification verification("example.test");
    verification.header(headerOf(whole));
    verification.body(std::string_view(whole).substr(headerOf(whole).size()));
    QCOMPARE(verification.finish({}, SignedAt), DkimVerdict::unknown);
}

void TstDkimVerification::tooManySignaturesAreBounded()
{
    const Signed good;
    QElapsedTimer timer;
    timer.start();
    std::string others; // as many as fit, each of which would cost a hash of its own
    for (int i = 0; others.size() < 250'000; ++i)
        others += "DKIM-Signature: v=1;a=rsa-sha256;d=o.test;s=a;h=from;bh=YQ==;b=YQ==;l="
                  + std::to_string(i) + "\r\n";
    QCOMPARE(verdictOf(others + good.signature + good.header, good.body), DkimVerdict::pass);
    std::string ours;
    for (int i = 0; ours.size() < 250'000; ++i)
        ours += "DKIM-Signature: v=1;a=rsa-sha256;d=example.test;s=a" + std::to_string(i)
                + ";h=from;bh=YQ==;b=YQ==;l=1\r\n";
    QCOMPARE(verdictOf(ours + good.signature + good.header, good.body), DkimVerdict::fail);
    QCOMPARE(verdictOf(good.signature + ours + good.header, good.body), DkimVerdict::pass);
    QVERIFY(timer.elapsed() < 2000);
}

/// libopendkim alone takes minutes for this one.
void TstDkimVerification::listsOfNamesAreBounded()
{
    const Signed good;
    std::string header;
    for (int i = 0; i < 10; ++i) {
        std::string names = "from";
        for (int n = 0; n < 1990; ++n) names += ":x";
        header += "DKIM-Signature: v=1;a=rsa-sha256;d=example.test;s=a;bh=" + std::string(43, 'A')
                  + "=;b=YQ==;h=" + names + "\r\n";
    }
    while (header.size() < 250'000) header += "x:\r\n";
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(verdictOf(header + good.header, good.body), DkimVerdict::fail);
    QVERIFY(timer.elapsed() < 2000);
}

void TstDkimVerification::tagsAreBounded()
{
    const Signed good;
    std::string tags;
    for (int i = 0; tags.size() < 200'000; ++i) tags += " a" + std::to_string(i) + "=1;";
    const auto start = good.signature.find("v=1");
    const std::string many = good.signature.substr(0, start) + tags + good.signature.substr(start);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(verdictOf(many + good.header, good.body), DkimVerdict::fail);
    QVERIFY(timer.elapsed() < 2000);
}

void TstDkimVerification::tooLongHeaderIsRefused()
{
    const Signed good;
    const std::string line = "X-Filler: " + std::string(100, 'x') + "\r\n";
    std::string filler;
    while (filler.size() + good.signature.size() + good.header.size() < 262'144) filler += line;
    QCOMPARE(verdictOf(filler + good.signature + good.header, good.body), DkimVerdict::fail);
    filler.resize(filler.size() - 2 * line.size());
    QCOMPARE(verdictOf(filler + good.signature + good.header, good.body), DkimVerdict::pass);
}

void TstDkimVerification::tooLongLineIsRefused()
{
    const Signed good;
    DkimVerification verification("example.test");
    verification.header(good.signature + good.header);
    const std::string piece(1024, 'x'); // without one blank: libopendkim keeps it all
    for (int i = 0; i < 32; ++i) verification.body(piece);
    QVERIFY(verification.heldOctets() > 32 * piece.size());
    for (int i = 0; i < 10'000; ++i) verification.body(piece);
    QCOMPARE(verification.heldOctets(), std::size_t(0));
    QCOMPARE(verification.finish(dkimDns(), SignedAt), DkimVerdict::fail);
    QCOMPARE(verification.why(), std::string("a line of the body is too long"));
}

void TstDkimVerification::linesThatAreHeldAreTold()
{
    const Signed good;
    const std::string header = good.signature + good.signature + good.header;
    DkimVerification verification("example.test");
    QCOMPARE(verification.heldOctets(), std::size_t(0));
    verification.header(header);
    QCOMPARE(verification.heldOctets(), header.size());
    verification.body(std::string(20'000, 'x'));
    verification.body(std::string(10'000, 'x') + "\r\n\r\n");
    // One way to hash for each of two signatures, whose buffers do not shrink.
    QVERIFY(verification.heldOctets() >= header.size() + 60'000);
    QVERIFY(verification.heldOctets() < header.size() + 61'000);
    verification.finish(dkimDns(), SignedAt);
    QCOMPARE(verification.heldOctets(), std::size_t(0));
}

void TstDkimVerification::largeBodyTakesLinearTime_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("base64") << QByteArray(76, 'x').append("\r\n");
    QTest::newRow("empty lines") << QByteArray("\r\n");
    QTest::newRow("blanks") << QByteArray(" \t").repeated(40).append("\r\n");
    QTest::newRow("long lines") << QByteArray(32'000, 'x').append("\r\n");
}

void TstDkimVerification::largeBodyTakesLinearTime()
{
    QFETCH(QByteArray, line);
    const QByteArray piece = line.repeated(std::max(1, 65'536 / static_cast<int>(line.size())));
    const Signed good;
    DkimVerification verification("example.test");
    verification.header(good.signature + good.header);
    QElapsedTimer timer;
    timer.start();
    for (int octets = 0; octets < 30'000'000; octets += static_cast<int>(piece.size()))
        verification.body({piece.constData(), static_cast<std::size_t>(piece.size())});
    QCOMPARE(verification.finish(dkimDns(), SignedAt), DkimVerdict::fail);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TstDkimVerification::emptyInputIsNoSignature()
{
    QCOMPARE(verdictOf({}, {}), DkimVerdict::none);
    QCOMPARE(verdictOf("\r\n", "\r\n"), DkimVerdict::none);
    QCOMPARE(verdictOf("DKIM-Signature:\r\n\r\n", {}), DkimVerdict::fail);
    DkimVerification nothing("example.test");
    nothing.body("text"); // without a header
    QCOMPARE(nothing.finish({}, SignedAt), DkimVerdict::none);
}

QTEST_GUILESS_MAIN(TstDkimVerification)
#include "tst_dkim_verification.moc"
