// SPDX-License-Identifier: GPL-3.0-or-later
// A real name server (knot) on loopback for zones that a test writes.
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <map>
#include <set>
#include <string>
#include <vector>

/// Serves until it is destroyed. Throws std::runtime_error when knot is missing or refuses.
class DnsServer {
public:
    /// By name without final dot ("a.test"): records whose names are relative to their zone, such
    /// as "@ MX 10 mx" or "mx A 127.0.0.2". They live one second unless they say otherwise. The
    /// root is "" and made when it is missing: what is in no zone does not exist.
    using Zones = std::map<std::string, std::vector<std::string>>;

    /// Zones in `signed_zones` are signed with a key made for the occasion. With `addresses` it
    /// serves port 53 of these, which takes root or a network of one's own.
    explicit DnsServer(Zones zones,
                       std::set<std::string> signed_zones = {},
                       std::vector<std::string> addresses = {});
    ~DnsServer();
    DnsServer(const DnsServer&) = delete;
    DnsServer& operator=(const DnsServer&) = delete;

    /// "127.0.0.1:port", over UDP and TCP; without `addresses`.
    std::string address() const;
    /// The DS records of a signed zone, one a line.
    std::string trustAnchor(const std::string& zone) const;
    /// Serves these instead; on return it does.
    void update(Zones zones);

private:
    void write();
    void makeKeys();
    QString listening() const;
    bool start();
    std::string run(const QString& program, const QStringList& arguments) const;
    QString path(const QString& name) const { return folder_.filePath(name); }

    QTemporaryDir folder_;
    QProcess process_;
    Zones zones_;
    const std::set<std::string> signed_zones_;
    const std::vector<std::string> addresses_;
    int serial_ = 0;
    int port_ = 0;
};
