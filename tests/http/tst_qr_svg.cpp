// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/qr_svg.h"

#include <QRegularExpression>
#include <QTest>

#include <qrencode.h>

#include <memory>
#include <set>
#include <utility>

using namespace roost;

class TstQrSvg : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsTheModulesOfTheCode();
    void tooLongATextHasNoCode();
};

void TstQrSvg::drawsTheModulesOfTheCode()
{
    const std::string text = "dcaccount:https://relay.test/new";
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    QVERIFY(code);
    std::set<std::pair<int, int>> expected;
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if (code->data[y * code->width + x] & 1) expected.emplace(x + 4, y + 4);

    std::set<std::pair<int, int>> drawn;
    const QRegularExpression run(QStringLiteral("M(\\d+) (\\d+)h(\\d+)v1h-\\3z"));
    auto matches = run.globalMatch(QString::fromStdString(http::qrSvg(text)));
    while (matches.hasNext()) {
        const auto match = matches.next();
        for (int i = 0; i < match.captured(3).toInt(); ++i)
            drawn.emplace(match.captured(1).toInt() + i, match.captured(2).toInt());
    }
    QVERIFY(drawn == expected);
}

void TstQrSvg::tooLongATextHasNoCode()
{
    QCOMPARE(http::qrSvg(std::string(3000, 'x')), std::string());
}

QTEST_GUILESS_MAIN(TstQrSvg)
#include "tst_qr_svg.moc"
