# Warnings are errors; release builds are hardened.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
add_compile_options(-fstack-protector-strong -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these inside std::string and Boost coroutines at -O2 where nothing is wrong.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds
                      -Wno-dangling-pointer -Wno-free-nonheap-object -fcoroutines)
  # Lets ccache reuse objects that were compiled with a precompiled header.
  add_compile_options(-fpch-preprocess)
else()
  # libstdc++ 12 hides <expected> from clang, which implements what it needs but reports an older value.
  add_compile_options(-Wno-builtin-macro-redefined -Wno-macro-redefined
                      "$<$<COMPILE_LANGUAGE:CXX>:-D__cpp_concepts=202002L>")
  # Lets ccache reuse objects that were compiled with a precompiled header.
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
  # Whatever a file links: the shared precompiled headers know one way of compiling.
  add_compile_options(-pthread)
endif()
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Files that are compiled together are not the main file, so g++ takes their own types for those of a header.
  add_compile_options(-Wno-subobject-linkage)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_definitions(_FORTIFY_SOURCE=2)
  # Once more inside std::string, at -O3.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overread>)
endif()
if(VESTNIK_SANITIZE)
  add_compile_options(-fsanitize=${VESTNIK_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${VESTNIK_SANITIZE})
endif()
if(VESTNIK_SANITIZE MATCHES thread)
  # The thread sanitizer does not know fences; Asio's queues are ordered by their locks without them too.
  add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK)
endif()
if(VESTNIK_FUZZ)
  # Coverage for libFuzzer in every library; the entry point only in fuzz/.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
# Links in a third of the time.
find_program(LLD ld.lld)
if(LLD)
  add_link_options(-fuse-ld=lld)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  set(settings CCACHE_SLOPPINESS=pch_defines,time_macros)
  if(VESTNIK_SANITIZE)
    # These builds mostly meet an empty cache: no second reading of the headers only to fill it.
    list(APPEND settings CCACHE_DEPEND=1)
  endif()
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env ${settings} ${CCACHE})
endif()
