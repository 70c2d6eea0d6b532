# SPDX-License-Identifier: GPL-3.0-or-later
# Refuses an #include that looks upward: a folder may include only folders of a lower layer, and its
# own. Run as: cmake -D ROOT=<source folder> -P check_layers.cmake
cmake_policy(SET CMP0057 NEW)

set(layers
    shared/base=1 shared/json=2 shared/settings=3 shared/explanations=3 shared/api=3
    backend/core=4 backend/mail=4 backend/mime=4
    backend/net=5 backend/store=5 backend/trust=5
    backend/invite=6 backend/mailbox=6 backend/policy=6
    backend/delivery=7 backend/accounts=7 backend/push=7 backend/certs=7 backend/health=7
    backend/smtp=8 backend/imap=8 backend/http=8 backend/control=8
    backend/app=9 backend/ctl=9
    gui/client=4 gui/models=5 gui/widgets=5 gui/pages=6 gui/app=7)
set(no_room backend/asio) # the one compilation of Asio
# shared/api stands above shared/settings and shared/explanations though all are 3: it sends what
# they hold over the wire.
set(allowed_beside "shared/api>shared/settings" "shared/api>shared/explanations")

foreach(pair ${layers})
    string(REGEX MATCH "^(.+)=([0-9]+)$" _ ${pair})
    set(layer_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
endforeach()

set(faults)
set(count 0)
foreach(side shared backend gui)
    file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${side}/*.h ${ROOT}/${side}/*.cpp)
    foreach(file ${files})
        string(REGEX MATCH "^[^/]+/[^/]+" room ${file})
        if(room IN_LIST no_room)
            continue()
        endif()
        if(NOT DEFINED layer_${room})
            list(APPEND faults "${file}: the folder ${room} has no layer in tests/check_layers.cmake")
            continue()
        endif()
        file(STRINGS ${ROOT}/${file} lines REGEX "^[ \t]*#[ \t]*include[ \t]*\"")
        foreach(line ${lines})
            math(EXPR count "${count} + 1")
            string(REGEX MATCH "\"([^\"/]+)/([^\"/]+)/[^\"]*\"" _ "${line}")
            set(target "${CMAKE_MATCH_1}/${CMAKE_MATCH_2}")
            if(NOT CMAKE_MATCH_1)
                if(NOT line MATCHES "\"[^\"]*\\.moc\"")
                    list(APPEND faults "${file}: not from the root: ${line}")
                endif()
            elseif(target STREQUAL room OR "${room}>${target}" IN_LIST allowed_beside)
            elseif(NOT DEFINED layer_${target})
                list(APPEND faults "${file}: ${target} is no room: ${line}")
            elseif(side STREQUAL "gui" AND CMAKE_MATCH_1 STREQUAL "backend")
                list(APPEND faults "${file}: console and daemon meet in shared/ only: ${line}")
            elseif(side STREQUAL "backend" AND CMAKE_MATCH_1 STREQUAL "gui")
                list(APPEND faults "${file}: console and daemon meet in shared/ only: ${line}")
            elseif(NOT layer_${target} LESS layer_${room})
                list(APPEND faults "${file}: ${room} (${layer_${room}}) includes ${target} (${layer_${target}})")
            endif()
        endforeach()
    endforeach()
endforeach()

if(count LESS 100)
    list(APPEND faults "only ${count} includes were found under ${ROOT}: this check sees nothing")
endif()
if(faults)
    list(JOIN faults "\n  " text)
    message(FATAL_ERROR "Upward or unknown includes:\n  ${text}")
endif()
message(STATUS "${count} includes look downward")
