// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/message.h"
#include "tests/mime/answer_grammar.h"

#include <QElapsedTimer>
#include <QTest>

using namespace roost::mime;

namespace {

// Generous: what is not linear takes minutes, and many more with sanitizers.
#ifdef __SANITIZE_ADDRESS__
constexpr qint64 MaxMilliseconds = 40'000;
#else
constexpr qint64 MaxMilliseconds = 5000;
#endif

std::string repeated(std::string_view piece, std::size_t octets)
{
    std::string text;
    while (text.size() < octets) text += piece;
    return text;
}

std::string nested(int levels, const std::string& prefix = "b")
{
    std::string text;
    for (int level = 0; level < levels; ++level) {
        const std::string name = prefix + std::to_string(level);
        text += "Content-Type: multipart/mixed; boundary=" + name + "\r\n\r\n--" + name + "\r\n";
    }
    return text + "\r\nbottom\r\n";
}

constexpr std::string_view Multipart = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";

} // namespace

class TstHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsAnswered_data();
    void everythingIsAnswered();
    void deepNestingEndsInAnOpaquePart();
    void thePartsAreBounded();
    void parametersAndStringsAreBounded();
};

void TstHostile::everythingIsAnswered_data()
{
    constexpr std::size_t Much = 64 * 1024;
    constexpr std::size_t Body = 4 * 1024 * 1024;
    QTest::addColumn<QByteArray>("octets");
    const auto row = [](const char* name, const std::string& octets) {
        QTest::newRow(name) << QByteArray::fromStdString(octets);
    };
    for (const char* field : {"From", "To", "Content-Type", "Content-Disposition", "Date",
                              "Subject", "Content-Language", "Content-Transfer-Encoding"})
        for (const char* piece :
             {"(", ")", "<", ">", "\"", "\\", ":", ";", ",", "@", "=?", "a b ",
              "=?utf-8?q?a?= ", "=?utf-8?b?", ";a=", "x:a;", "a/", "\xff", "\r\n "})
            row(qPrintable(QString("%1 of %2").arg(field, QByteArray(piece).toHex())),
                std::string(field) + ": " + repeated(piece, Much) + "\r\n\r\nx");
    row("nothing", "");
    row("one line end", "\r\n");
    row("zeros", std::string(Much, '\0'));
    row("zeros in fields", std::string("Subject: a\0b\r\nFrom: \0<a\0@b>\r\n", 29) + "\r\n\0");
    row("8-bit body", "\r\n" + std::string(Body, '\xff'));
    row("zeros in the body", "\r\n" + std::string(Body, '\0'));
    std::string charsets = "\r\n";
    for (int number = 0; number < 4000; ++number)
        charsets = "=?c" + std::to_string(number) + "?q?a?= " + charsets;
    row("many charsets", "Subject: " + charsets);
    row("endless header", repeated("a: b\r\n", Body));
    row("endless line", std::string(Body, 'a'));
    row("endless delimiters", std::string(Multipart) + repeated("--b\r\n", Body));
    row("endless empty parts", std::string(Multipart) + repeated("--b\r\n\r\n", Body));
    row("endless near delimiters", std::string(Multipart) + repeated("--bb\r\n--b-\r\n", Body));
    row("endless nesting", nested(20000));
    row("deep, then lines like all the delimiters",
        nested(50, std::string(190, 'b')) + repeated("--" + std::string(190, 'b') + "\r\n", Body));
    row("deep, then endless near delimiters", nested(50) + repeated("--b\r\n", Body));
    row("endless messages", repeated("Content-Type: message/rfc822\r\n\r\n", Body));
    row("endless fields in parts",
        std::string(Multipart) + repeated("--b\r\n" + repeated("a: b\r\n", 4000) + "\r\n", Body));
    row("base64 that is none",
        "Content-Transfer-Encoding: base64\r\n\r\n" + repeated("=\xff(", Body));
    row("quoted-printable that is none",
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + repeated("=\r=X", Body));
    row("uuencode that is none",
        "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n" + repeated("M#", Body));
    for (const char* charset : {"utf-7", "utf-16", "iso-2022-jp", "gb18030", "euc-kr", "big5-hkscs",
                                "utf-8//translit", "../../x", "", "a\xff"})
        row(qPrintable(QString("charset %1").arg(QLatin1String(charset))),
            "Content-Type: text/plain; charset=\"" + std::string(charset) + "\"\r\n\r\n"
                + repeated("+\x1b$B\xff\x80", Body / 8));
}

void TstHostile::everythingIsAnswered()
{
    QFETCH(QByteArray, octets);
    const std::string message_octets = octets.toStdString();
    QElapsedTimer timer;
    timer.start();
    Message message(message_octets);
    const std::string body = message.bodyStructure(false);
    QVERIFY(AnswerGrammar::isEnvelope(message.envelope()));
    QVERIFY(AnswerGrammar::isBody(body, false));
    QVERIFY(AnswerGrammar::isBody(message.bodyStructure(true), true));
    QVERIFY(!message.textContains("no such text in any of them"));
    message.sentDay();
    QVERIFY(message.section({{1}, SectionKind::whole, {}}));
    QVERIFY(!message.section({{4000000000U}, SectionKind::whole, {}}));
    QVERIFY2(timer.elapsed() < MaxMilliseconds, qPrintable(QString::number(timer.elapsed())));
}

void TstHostile::deepNestingEndsInAnOpaquePart()
{
    const std::string octets = nested(60);
    Message message(octets);
    const std::vector<std::uint32_t> deepest(50, 1);
    const std::vector<std::uint32_t> deeper(51, 1);
    QVERIFY(message.section({deepest, SectionKind::whole, {}}));
    QVERIFY(!message.section({deeper, SectionKind::whole, {}}));
    const std::string opaque = "(\"APPLICATION\" \"OCTET-STREAM\" NIL";
    QVERIFY(message.bodyStructure(false).find(opaque) == 50);
}

void TstHostile::thePartsAreBounded()
{
    const std::string octets = std::string(Multipart) + repeated("--b\r\n\r\nx\r\n", 100000);
    Message message(octets);
    QVERIFY(message.section({{998}, SectionKind::whole, {}}) == "x");
    QVERIFY(message.section({{999}, SectionKind::whole, {}})->size() > 80000); // the rest
    QVERIFY(!message.section({{1000}, SectionKind::whole, {}}));
}

void TstHostile::parametersAndStringsAreBounded()
{
    const std::string octets = "Content-Type: text/plain" + repeated("; a=b", 5000)
                               + "\r\nSubject: " + std::string(20000, 's') + "\r\n\r\n";
    Message message(octets);
    const std::string body = message.bodyStructure(false);
    QCOMPARE(QByteArray::fromStdString(body).count("\"a\" \"b\""), qsizetype(50));
    QVERIFY(message.envelope().find("{8192}\r\n") != std::string::npos);
}

QTEST_GUILESS_MAIN(TstHostile)
#include "tst_hostile.moc"
