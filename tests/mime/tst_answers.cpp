// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/message.h"
#include "shared/base/text.h"
#include "tests/mime/answer_grammar.h"

#include <QDir>
#include <QTest>

using namespace roost;
using namespace roost::mime;

namespace {

/// "\r", "\n", "\\" (only in expectations) and "\xHH" stand for the octets they name.
QByteArray unescaped(const QByteArray& text, bool only_octets)
{
    QByteArray plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QByteArray next = text.mid(i, 2);
        if (next == "\\x") {
            plain += QByteArray::fromHex(text.mid(i + 2, 2));
            i += 3;
        } else if (!only_octets && (next == "\\r" || next == "\\n" || next == "\\\\")) {
            plain += next == "\\r" ? '\r' : next == "\\n" ? '\n' : '\\';
            ++i;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

/// "4.2.HEADER.FIELDS(a,b)" as the command parser would hand it on.
Section sectionNamed(QByteArray name)
{
    Section section;
    const qsizetype fields = name.indexOf('(');
    if (fields >= 0) {
        for (const QByteArray& field : name.mid(fields + 1).chopped(1).split(','))
            section.fields.push_back(field.toStdString());
        name.truncate(fields);
    }
    while (!name.isEmpty() && name[0] >= '0' && name[0] <= '9') {
        const qsizetype dot = name.indexOf('.');
        section.part.push_back(name.left(dot < 0 ? name.size() : dot).toUInt());
        name = dot < 0 ? QByteArray() : name.mid(dot + 1);
    }
    if (name == "HEADER") section.kind = SectionKind::header;
    if (name == "HEADER.FIELDS") section.kind = SectionKind::header_fields;
    if (name == "HEADER.FIELDS.NOT") section.kind = SectionKind::header_fields_not;
    if (name == "TEXT") section.kind = SectionKind::text;
    if (name == "MIME") section.kind = SectionKind::mime;
    return section;
}

QByteArray shown(const std::optional<std::string>& value)
{
    return value ? QByteArray::fromStdString(*value) : QByteArray("NIL");
}

std::string rfcExample()
{
    std::string message = "Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\r\n"
                          "From: Terry Gray <gray@cac.washington.edu>\r\n"
                          "Subject: IMAP4rev1 WG mtg summary and minutes\r\n"
                          "To: imap@cac.washington.edu\r\n"
                          "cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>\r\n"
                          "Message-Id: <B27397-0100000@cac.washington.edu>\r\n"
                          "MIME-Version: 1.0\r\n"
                          "Content-Type: TEXT/PLAIN; CHARSET=US-ASCII\r\n"
                          "\r\n";
    for (int line = 0; line < 91; ++line) message += std::string(31, 'x') + "\r\n";
    return message + std::string(3028 - 91 * 33 - 2, 'x') + "\r\n";
}

} // namespace

class TstAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messages_data();
    void messages();
    void theExampleOfTheRfcComesOutAsPrinted();
    void stringsAreQuotedOrLiterals_data();
    void stringsAreQuotedOrLiterals();
    void bareLineFeedsAreKept();
};

/// One file per case: the message, "=====", then what each item must be.
void TstAnswers::messages_data()
{
    QTest::addColumn<QString>("path");
    const auto files = QDir(TEST_DATA "/mime").entryInfoList({"*.txt"});
    QVERIFY(!files.isEmpty());
    for (const QFileInfo& file : files)
        QTest::newRow(qPrintable(file.baseName())) << file.filePath();
}

void TstAnswers::messages()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray all = file.readAll();
    const qsizetype end = all.indexOf("=====\n");
    QVERIFY(end > 0);
    const std::string octets = unescaped(all.left(end).replace("\n", "\r\n"), true).toStdString();
    Message message(octets);

    int checked = 0;
    for (const QByteArray& line : all.mid(end + 6).chopped(1).split('\n')) {
        const qsizetype blank = line.indexOf(' ');
        const QByteArray item = line.left(blank);
        const QByteArray expected = unescaped(line.mid(blank + 1), false);
        if (item == "ENVELOPE") {
            QCOMPARE(shown(message.envelope()), expected);
        } else if (item == "SECTION") {
            const qsizetype value = expected.indexOf(' ');
            const QByteArray name = expected.left(value);
            QCOMPARE(name + ' ' + shown(message.section(sectionNamed(name))), expected);
        } else {
            QVERIFY(item == "BODY" || item == "BODYSTRUCTURE");
            QCOMPARE(shown(message.bodyStructure(item == "BODYSTRUCTURE")), expected);
        }
        ++checked;
    }
    QVERIFY(checked > 0);
    QVERIFY(AnswerGrammar::isEnvelope(message.envelope()));
    QVERIFY(AnswerGrammar::isBody(message.bodyStructure(false), false));
    QVERIFY(AnswerGrammar::isBody(message.bodyStructure(true), true));
}

void TstAnswers::theExampleOfTheRfcComesOutAsPrinted() // RFC 3501 §8
{
    const std::string octets = rfcExample();
    Message message(octets);

    QCOMPARE(headerOf(octets).size(), std::size_t(342));
    QCOMPARE(message.envelope(),
             std::string("(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" "
                         "\"IMAP4rev1 WG mtg summary and minutes\" "
                         "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
                         "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
                         "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
                         "((NIL NIL \"imap\" \"cac.washington.edu\")) "
                         "((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")"
                         "(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\")) NIL NIL "
                         "\"<B27397-0100000@cac.washington.edu>\")"));
    QCOMPARE(
        message.bodyStructure(false),
        std::string("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 3028 92)"));
}

void TstAnswers::stringsAreQuotedOrLiterals_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QByteArray("") << QByteArray("\"\"");
    QTest::newRow("plain") << QByteArray("a b(c){d}") << QByteArray("\"a b(c){d}\"");
    QTest::newRow("specials") << QByteArray("\"\\") << QByteArray("\"\\\"\\\\\"");
    QTest::newRow("line end") << QByteArray("a\r\nb") << QByteArray("{4}\r\na\r\nb");
    QTest::newRow("8 bit") << QByteArray("\xc3\xa4") << QByteArray("{2}\r\n\xc3\xa4");
    QTest::newRow("long") << QByteArray(1001, 'a')
                          << QByteArray("{1001}\r\n" + QByteArray(1001, 'a'));
}

void TstAnswers::stringsAreQuotedOrLiterals()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(imapString(value.toStdString())), expected);
    QCOMPARE(imapString(std::nullopt), std::string("NIL"));
}

void TstAnswers::bareLineFeedsAreKept()
{
    const std::string octets = "Content-Type: multipart/mixed; boundary=b\n\n"
                               "--b\nContent-Type: text/plain\n\none\ntwo\n--b--\n";
    Message message(octets);
    QCOMPARE(shown(message.section({{1}, SectionKind::whole, {}})), QByteArray("one\ntwo"));
    QCOMPARE(shown(message.bodyStructure(false)),
             QByteArray("((\"text\" \"plain\" NIL NIL NIL \"7BIT\" 7 1) \"mixed\")"));
}

QTEST_GUILESS_MAIN(TstAnswers)
#include "tst_answers.moc"
