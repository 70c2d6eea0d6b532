// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace roost::console {

enum class Scheme { system, light, dark };

/// Dresses the whole application, light or dark, and follows the desktop when told to.
class Look : public QObject {
    Q_OBJECT

public:
    explicit Look(QObject* parent = nullptr);

    Scheme scheme() const { return scheme_; }
    void setScheme(Scheme scheme);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();

    Scheme scheme_ = Scheme::system;
    bool is_applying_ = false;
};

} // namespace roost::console
