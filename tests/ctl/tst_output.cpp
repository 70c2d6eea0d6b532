// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/client.h"
#include "backend/ctl/output.h"
#include "backend/ctl/qr.h"

#include <QTest>

using namespace roost;

class TstOutput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizesAreReadable();
    void durationsAreReadable();
    void controlCharactersAreRemoved();
    void columnsStandUnderEachOther();
    void codeHasAQuietZoneAndItsCorners();
    void longTextIsNoCode();
    void socketIsLookedForInOrder();
};

void TstOutput::sizesAreReadable()
{
    QCOMPARE(ctl::octetsText(0), std::string("0 octets"));
    QCOMPARE(ctl::octetsText(1023), std::string("1023 octets"));
    QCOMPARE(ctl::octetsText(1536), std::string("1.5 KB"));
    QCOMPARE(ctl::octetsText(524'288'000), std::string("500.0 MB"));
    QCOMPARE(ctl::octetsText(std::numeric_limits<std::int64_t>::max()),
             std::string("8388608.0 TB"));
}

void TstOutput::durationsAreReadable()
{
    QCOMPARE(ctl::durationText(42), std::string("42 s"));
    QCOMPARE(ctl::durationText(61), std::string("1 min"));
    QCOMPARE(ctl::durationText(3 * 3600 + 5 * 60), std::string("3 h 5 min"));
    QCOMPARE(ctl::durationText(2 * 86400 + 3600), std::string("2 days 1 h"));
}

void TstOutput::controlCharactersAreRemoved()
{
    QCOMPARE(ctl::printable("a\033[31mb\n\x7f"
                            "Zoë"),
             std::string("a [31mb  Zoë"));
}

void TstOutput::columnsStandUnderEachOther()
{
    QCOMPARE(ctl::tableText({{"A", "LONG", "C"}, {"aaa", "b", ""}, {"x"}}),
             std::string("A    LONG  C\naaa  b\nx\n"));
}

void TstOutput::codeHasAQuietZoneAndItsCorners()
{
    const auto code = ctl::qrText("dclogin:abc@relay.test?p=x&v=1", false);
    QVERIFY(code);
    const auto lines = QString::fromStdString(*code).split('\n', Qt::SkipEmptyParts);
    const auto width = lines[0].size();
    for (const QString& line : lines) QCOMPARE(line.size(), width);
    // Two rows of modules a line: four light rows, then the seven dark modules of a corner.
    QCOMPARE(lines[0], QString(width, QChar(u'█')));
    QCOMPARE(lines[1], QString(width, QChar(u'█')));
    QVERIFY(lines[2].startsWith(QStringLiteral("████ ▄▄▄▄▄ █")));
    QCOMPARE((width - 8 - 17) % 4, 0); // ISO/IEC 18004: 17 + 4 x version modules
    QVERIFY(ctl::qrText("x", true)->starts_with("\033[40;97m"));
}

void TstOutput::longTextIsNoCode()
{
    const auto code = ctl::qrText(std::string(3000, 'x'), false);
    QVERIFY(!code && code.error().code == Code::limit);
}

void TstOutput::socketIsLookedForInOrder()
{
    using Paths = std::vector<std::string>;
    qputenv("XDG_RUNTIME_DIR", "/run/user/1");
    qunsetenv("ROOST_CONTROL");
    QCOMPARE(ctl::controlPaths({}),
             (Paths{"/run/user/1/roost/control.sock", "/run/roost/control.sock"}));
    qputenv("ROOST_CONTROL", "/elsewhere");
    QCOMPARE(ctl::controlPaths({}), Paths{"/elsewhere"});
    QCOMPARE(ctl::controlPaths("/named"), Paths{"/named"});
}

QTEST_GUILESS_MAIN(TstOutput)
#include "tst_output.moc"
