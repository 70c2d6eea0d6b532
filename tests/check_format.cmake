# SPDX-License-Identifier: GPL-3.0-or-later
# Every C++ file is as clang-format leaves it. Run as: cmake -D ROOT=<source folder> -P check_format.cmake
find_program(FORMAT NAMES clang-format-14 clang-format REQUIRED)
file(GLOB_RECURSE files
    ${ROOT}/shared/*.h ${ROOT}/shared/*.cpp ${ROOT}/backend/*.h ${ROOT}/backend/*.cpp
    ${ROOT}/gui/*.h ${ROOT}/gui/*.cpp ${ROOT}/tests/*.h ${ROOT}/tests/*.cpp)
list(LENGTH files count)
if(count LESS 50)
    message(FATAL_ERROR "only ${count} files were found under ${ROOT}: this check sees nothing")
endif()
execute_process(COMMAND ${FORMAT} --dry-run -Werror ${files}
    RESULT_VARIABLE status ERROR_VARIABLE text OUTPUT_QUIET)
if(status)
    string(SUBSTRING "${text}" 0 4000 text)
    message(FATAL_ERROR "Run clang-format -i on these:\n${text}")
endif()
message(STATUS "${count} files are formatted")
