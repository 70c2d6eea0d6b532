// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

using namespace Qt::StringLiterals;

// Outside of namespaces, as Qt asks: the translations live in a static library.
static void loadTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace roost::console {

namespace {

void install(const QLocale& locale, const QString& name, const QString& folder)
{
    auto* words = new QTranslator(QCoreApplication::instance());
    if (words->load(locale, name, u"_"_s, folder))
        QCoreApplication::installTranslator(words);
    else
        delete words;
}

} // namespace

void speak(const QLocale& locale)
{
    loadTranslations();
    install(QLocale::English, u"roost"_s,
            u":/translations"_s); // its plurals; others stand above it
    install(locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(locale, u"roost"_s, u":/translations"_s);
    install(locale, u"roost_settings"_s, u":/translations"_s); // what the daemon says of settings
    install(locale, u"roost_explanations"_s, u":/translations"_s); // and of failures
}

} // namespace roost::console
