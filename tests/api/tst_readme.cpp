// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/api/interface_text.h"

#include <QFile>
#include <QTest>

#include <set>

using namespace roost;

/// The page that says how to talk to the daemon is true.
class TstReadme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void methodsAreThoseOfTheStructs();
    void typesAreThoseOfTheStructs();
    void everyErrorCodeIsExplained_data();
    void everyErrorCodeIsExplained();
    void presentVersionIsInItsTable();
    void methodNamesAreNounAndVerb();

private:
    QString between(const QString& marker) const;

    QString readme_;
};

void TstReadme::initTestCase()
{
    QFile file(QStringLiteral(TEST_DATA "/../../shared/api/README.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    readme_ = QString::fromUtf8(file.readAll());
}

QString TstReadme::between(const QString& marker) const
{
    const QString begin = "<!-- " + marker + " -->\n";
    const auto at = readme_.indexOf(begin);
    if (at < 0) return {};
    const auto from = at + begin.size();
    return readme_.mid(from, readme_.indexOf("<!-- end -->", from) - from);
}

/// Says what should stand there, to be copied.
#define COMPARE_PART(marker, expected)                                                             \
    do {                                                                                           \
        const QString should_be = QString::fromStdString(expected);                                \
        if (between(marker) != should_be)                                                          \
            qWarning().noquote() << "shared/api/README.md should say after <!--" << marker         \
                                 << "-->:\n"                                                       \
                                 << should_be;                                                     \
        QCOMPARE(between(marker) == should_be, true);                                              \
    } while (false)

void TstReadme::methodsAreThoseOfTheStructs()
{
    COMPARE_PART("methods", InterfaceText().methods());
}

void TstReadme::typesAreThoseOfTheStructs()
{
    COMPARE_PART("types", InterfaceText().types());
}

void TstReadme::everyErrorCodeIsExplained_data()
{
    QTest::addColumn<QString>("name");
    for (int code = 0; code <= static_cast<int>(Code::internal); ++code) {
        const auto name = QString::fromStdString(std::string(codeName(static_cast<Code>(code))));
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TstReadme::everyErrorCodeIsExplained()
{
    QFETCH(QString, name);
    QVERIFY(readme_.contains("| `" + name + "` |"));
}

void TstReadme::presentVersionIsInItsTable()
{
    QVERIFY(readme_.contains(QStringLiteral("| %1.%2 |").arg(api::Major).arg(api::Minor)));
}

void TstReadme::methodNamesAreNounAndVerb()
{
    std::set<std::string> seen;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, api::Methods>>(
        [&](auto each) {
            const std::string name(decltype(each)::type::Method);
            const bool is_plain = name == "hello" || name == "subscribe";
            QVERIFY2(is_plain || name.find('_') != std::string::npos, name.c_str());
            QVERIFY2(seen.insert(name).second, name.c_str());
        });
}

QTEST_GUILESS_MAIN(TstReadme)
#include "tst_readme.moc"
