// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/language.h"
#include "gui/models/amounts.h"
#include "gui/models/setting_words.h"
#include "shared/explanations/explanations.h"
#include "shared/settings/schema.h"

#include <QCoreApplication>
#include <QFile>
#include <QTest>
#include <QXmlStreamReader>

using namespace roost;
using namespace Qt::StringLiterals;

/// German is whole, and what the program says is what is translated.
class TstLanguage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySettingHasATitle();
    void germanIsWhole();
    void pluralsOfTheSourceLanguageAreWhole();
    void spokenIsWhatTheLocaleSays();
    void everySettingIsExplainedInGerman();
    void everyFailureIsExplainedInGerman();

private:
    static QStringList unfinished(const QString& file, int& messages);
};

QStringList TstLanguage::unfinished(const QString& file, int& messages)
{
    QFile ts(QStringLiteral(TEST_DATA "/../../translations/") + file);
    if (!ts.open(QIODevice::ReadOnly)) return {u"cannot open "_s + file};
    QStringList found;
    QXmlStreamReader xml(&ts);
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == u"source"_s) source = xml.readElementText();
        if (xml.name() != u"translation"_s) continue;
        ++messages;
        if (!xml.attributes().value(u"type"_s).isEmpty()) found += source;
    }
    if (xml.hasError()) found += xml.errorString();
    return found;
}

void TstLanguage::everySettingHasATitle()
{
    for (const settings::Spec& spec : settings::schema()) {
        QVERIFY2(!models::settingWords(spec.name).isEmpty(), std::string(spec.name).c_str());
        QVERIFY2(!models::groupWords(spec.group).isEmpty(), std::string(spec.group).c_str());
        if (!spec.unit.empty() && spec.unit != "octets")
            QVERIFY2(!models::unitWords(spec.unit).isEmpty(), std::string(spec.unit).c_str());
    }
}

void TstLanguage::germanIsWhole()
{
    int messages = 0;
    QCOMPARE(unfinished(u"roost_de.ts"_s, messages), QStringList());
    QVERIFY(messages > 150);
}

void TstLanguage::pluralsOfTheSourceLanguageAreWhole()
{
    int messages = 0;
    QCOMPARE(unfinished(u"roost_en.ts"_s, messages), QStringList());
    QVERIFY(messages >= 5);
}

void TstLanguage::everySettingIsExplainedInGerman()
{
    console::speak(QLocale(QLocale::German));
    for (const settings::Spec& spec : settings::schema()) {
        const std::string help(spec.help);
        const QString said = QCoreApplication::translate("SettingHelp", help.c_str());
        QVERIFY2(said != QString::fromStdString(help), std::string(spec.name).c_str());
    }
}

void TstLanguage::everyFailureIsExplainedInGerman()
{
    console::speak(QLocale(QLocale::German));
    for (const explanations::Explanation& each : explanations::catalogue()) {
        for (const auto text : {each.title, each.what_happened, each.what_to_do}) {
            const std::string source(text);
            const QString said = QCoreApplication::translate("Explanation", source.c_str());
            QVERIFY2(said != QString::fromStdString(source), source.c_str());
        }
    }
}

void TstLanguage::spokenIsWhatTheLocaleSays()
{
    const QDateTime now = QDateTime::currentDateTime();
    console::speak(QLocale(QLocale::French)); // not translated: English with its plurals
    QCOMPARE(models::agoText(now.addSecs(-60 * 60), now), u"60 minutes ago"_s);
    QCOMPARE(models::agoText(now.addSecs(-86400 - 7200), now), u"26 hours ago"_s);
    console::speak(QLocale(QLocale::German));
    QCOMPARE(models::agoText(now.addSecs(-60 * 60), now), u"vor 60 Minuten"_s);
    QCOMPARE(models::settingWords("max_message_size"), u"Größte Nachricht"_s);
}

QTEST_GUILESS_MAIN(TstLanguage)
#include "tst_language.moc"
