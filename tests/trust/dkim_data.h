// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/dkim_verification.h"

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QString>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

using DkimKeys = std::map<std::string, roost::trust::DkimAnswer>;

inline QByteArray dkimFile(const QString& name)
{
    QFile file(QStringLiteral(TEST_DATA "/dkim/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

/// The lines of a file of tests/data/dkim, each split at `|`.
inline QList<QList<QByteArray>> dkimRows(const QString& name)
{
    QList<QList<QByteArray>> rows;
    for (const QByteArray& line : dkimFile(name).split('\n'))
        if (!line.isEmpty()) rows += line.split('|');
    return rows;
}

/// What the DNS of the test messages holds.
inline DkimKeys dkimDns()
{
    using Status = roost::trust::DkimAnswer::Status;
    DkimKeys keys;
    for (const auto& row : dkimRows(QStringLiteral("dns.txt"))) {
        auto& answer = keys[row.at(0).toStdString()];
        answer.status = row.at(1) == "failed" ? Status::failed : Status::found;
        if (answer.status == Status::found) answer.texts.push_back(row.at(2).toStdString());
    }
    return keys;
}

/// The answers to `questions` and nothing else; what `dns` lacks does not exist.
inline DkimKeys answersTo(const std::vector<roost::trust::DkimQuestion>& questions,
                          const DkimKeys& dns)
{
    DkimKeys answers;
    for (const auto& question : questions) {
        const auto found = dns.find(question.name);
        answers[question.name] =
            found != dns.end()
                ? found->second
                : roost::trust::DkimAnswer{roost::trust::DkimAnswer::Status::missing, {}};
    }
    return answers;
}

/// The octets of the header with its empty line.
inline std::string_view headerOf(std::string_view message)
{
    return message.substr(0, message.find("\r\n\r\n") + 4);
}

inline void
feedBody(roost::trust::DkimVerification& verification, std::string_view body, std::size_t step)
{
    for (; !body.empty(); body.remove_prefix(std::min(step, body.size())))
        verification.body(body.substr(0, step));
}
