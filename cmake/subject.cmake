# Sanitized builds mostly start from nothing, so what many files include and is long to read is precompiled once for all
# libraries and once for all tests. The others precompile little, and say where a file forgot an include.
if(VESTNIK_SANITIZE)
  set(shared_headers <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <expected> <filesystem>
      <fstream> <functional> <map> <memory> <mutex> <optional> <set> <span> <sstream> <string> <string_view> <thread>
      <unordered_map> <variant> <vector> <boost/asio/awaitable.hpp> <boost/json/value.hpp> <fmt/format.h>
      <spdlog/spdlog.h>)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/shared_headers.cpp CONTENT "")
  foreach(kind library test)
    add_library(vestnik_${kind}_headers OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/shared_headers.cpp)
    target_link_libraries(vestnik_${kind}_headers PRIVATE Boost::headers Boost::json fmt::fmt spdlog::spdlog Threads::Threads)
  endforeach()
  target_link_libraries(vestnik_test_headers PRIVATE GTest::gmock_main)
  target_precompile_headers(vestnik_library_headers PRIVATE ${shared_headers})
  target_precompile_headers(vestnik_test_headers PRIVATE ${shared_headers} <gmock/gmock.h> <gtest/gtest.h>)
endif()

# Every test program, and only what they need; ctest runs each in so many parts.
add_custom_target(tests)
set(vestnik_shards 8)

# vestnik_subject(NAME [READS_MUCH] LINKS …): one folder under src/ as one library, with its *_test.cpp as one test
# program. LINKS names every library that the folder may use: the direction of the house is checked by the linker
# and by the include path. READS_MUCH: tests put so many bytes through it that the address sanitizer's build optimises
# it, which costs it the shared precompiled headers.
function(vestnik_subject name)
  cmake_parse_arguments(ARG "READS_MUCH" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_(test|bench|fuzz)\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ARG_LINKS})
  if(VESTNIK_SANITIZE MATCHES address AND ARG_READS_MUCH)
    target_compile_options(${name} PRIVATE -O1)
  elseif(VESTNIK_SANITIZE)
    target_precompile_headers(${name} REUSE_FROM vestnik_library_headers)
  else()
    target_precompile_headers(${name} PRIVATE <string> <string_view> <vector> <memory> <optional> <expected> <span>
                              <chrono> <functional> <unordered_map> <algorithm>)
  endif()
  if(VESTNIK_SANITIZE MATCHES thread)
    vestnik_keep_threaded(tests)
  endif()
  if(tests)
    add_executable(${name}_test ${tests})
    # Each test file stands alone: what it calls its helpers is its own affair.
    set_target_properties(${name}_test PROPERTIES UNITY_BUILD OFF)
    target_link_libraries(${name}_test PRIVATE ${name} GTest::gmock_main)
    target_compile_definitions(${name}_test PRIVATE VESTNIK_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    if(VESTNIK_SANITIZE)
      target_precompile_headers(${name}_test REUSE_FROM vestnik_test_headers)
    endif()
    add_dependencies(tests ${name}_test)
    # A sanitized program takes a quarter of a second to begin: its cases share a few runs instead of one each.
    foreach(shard RANGE 1 ${vestnik_shards})
      math(EXPR index "${shard} - 1")
      add_test(NAME ${name}.${shard} COMMAND ${name}_test --gtest_brief=1)
      set_tests_properties(${name}.${shard} PROPERTIES LABELS unit
                           ENVIRONMENT "GTEST_SHARD_INDEX=${index};GTEST_TOTAL_SHARDS=${vestnik_shards}")
    endforeach()
  endif()
endfunction()

# Leaves those of the test files in LIST in which threads meet, all that the thread sanitizer could say something about,
# and those without cases, which help others.
function(vestnik_keep_threaded list)
  set(kept "")
  foreach(test ${${list}})
    file(STRINGS ${test} threads REGEX "#include (<(thread|latch|barrier|future)>|\"http/(pool|test_server)\\.h\")")
    file(STRINGS ${test} cases REGEX "^(TYPED_)?TEST(_F|_P)?\\(")
    if(threads OR NOT cases)
      list(APPEND kept ${test})
    endif()
  endforeach()
  set(${list} ${kept} PARENT_SCOPE)
endfunction()
