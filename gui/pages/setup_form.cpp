// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/setup_form.h"

#include "shared/base/text.h"
#include "shared/settings/address_text.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace roost::pages {

namespace {

struct SetupFormWords {
    Q_DECLARE_TR_FUNCTIONS(SetupForm)
};

/// An IP address stands in brackets in mail addresses (RFC 5321 §4.1.3).
std::string mailDomain(const QString& typed)
{
    const QString text = typed.trimmed();
    const bool is_ip =
        QHostAddress(text).protocol() == QAbstractSocket::IPv4Protocol && text.count(u'.') == 3;
    return is_ip ? "[" + text.toStdString() + "]" : text.toStdString();
}

} // namespace

QString SetupForm::domainProblem() const
{
    if (domain.trimmed().isEmpty()) return {};
    if (domain.contains(u'@')) return SetupFormWords::tr("Only the part after the @.");
    if (domain.contains(u"//")) return SetupFormWords::tr("Only the name, without https://.");
    if (!settings::domainText(mailDomain(domain)))
        return SetupFormWords::tr(
            "This is neither a domain, such as chat.example.org, nor an IPv4 address.");
    return {};
}

QString SetupForm::addressesProblem() const
{
    if (addresses.trimmed().isEmpty()) return {};
    if (!settings::addressesText(addresses.toStdString()))
        return SetupFormWords::tr(
            "Write IP addresses with spaces between them, such as 0.0.0.0 or ::.");
    return {};
}

bool SetupForm::isComplete() const
{
    return !domain.trimmed().isEmpty() && !addresses.trimmed().isEmpty()
           && domainProblem().isEmpty() && addressesProblem().isEmpty();
}

api::SetupApply::Params SetupForm::params() const
{
    api::SetupApply::Params params;
    params.domain = mailDomain(domain);
    const std::string text = settings::addressesText(addresses.toStdString()).value_or("");
    for (const auto part : split(text, ' ')) params.listen.emplace_back(part);
    params.port_offset = port_offset;
    return params;
}

} // namespace roost::pages
