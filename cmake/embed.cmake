include(${CMAKE_CURRENT_LIST_DIR}/embed_files.cmake)
set(vestnik_embed_script ${CMAKE_CURRENT_LIST_DIR}/embed_files.cmake)

# vestnik_embed(TARGET NAME FOLDER [FILE…]): every file under FOLDER (or only the named ones, which may still have to be
# generated) becomes part of TARGET, readable through base/embedded.h as vestnik::embedded::NAME().
function(vestnik_embed target name folder)
  set(files ${ARGN})
  if(NOT files)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  endif()
  set(base ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name})
  vestnik_write_embedded(${name} ${folder} ${base} ${files})
  list(TRANSFORM files PREPEND ${folder}/ OUTPUT_VARIABLE paths)
  set_source_files_properties(${base}.S PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${base}.S ${base}.cpp)
endfunction()

# vestnik_embed_web(TARGET NAME PART): what scripts/web makes of web/PART, files whose names are known only when they
# are made. All presets share build/web; whoever comes second finds it up to date.
function(vestnik_embed_web target name part)
  set(web ${PROJECT_SOURCE_DIR}/web)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/newsroom/* ${web}/report/* ${web}/shared/*
       ${PROJECT_SOURCE_DIR}/theme/fonts/*)
  file(GLOB settings CONFIGURE_DEPENDS ${web}/*.json ${web}/*.js ${web}/*.mjs ${web}/.npmrc)
  set(base ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name})
  set(made ${PROJECT_SOURCE_DIR}/build/web/${part})
  add_custom_command(
    OUTPUT ${base}.S ${base}.cpp
    COMMAND ${PROJECT_SOURCE_DIR}/scripts/web
    COMMAND ${CMAKE_COMMAND} -D NAME=${name} -D FOLDER=${made} -D BASE=${base} -P ${vestnik_embed_script}
    DEPENDS ${sources} ${settings} ${PROJECT_SOURCE_DIR}/scripts/web ${vestnik_embed_script}
    COMMENT "Making web/${part}"
    VERBATIM)
  target_sources(${target} PRIVATE ${base}.S ${base}.cpp)
endfunction()

# vestnik_embed_messages(TARGET FOLDER): the gettext catalogues FOLDER/LANGUAGE.po, compiled and checked by msgfmt, as
# vestnik::embedded::messages().
function(vestnik_embed_messages target folder)
  find_program(MSGFMT msgfmt REQUIRED)
  file(GLOB catalogues CONFIGURE_DEPENDS ${folder}/*.po)
  set(compiled ${CMAKE_CURRENT_BINARY_DIR}/messages)
  file(MAKE_DIRECTORY ${compiled})
  set(names "")
  foreach(catalogue ${catalogues})
    get_filename_component(language ${catalogue} NAME_WE)
    add_custom_command(OUTPUT ${compiled}/${language}.mo DEPENDS ${catalogue}
                       COMMAND ${MSGFMT} --check-format -o ${compiled}/${language}.mo ${catalogue} VERBATIM)
    list(APPEND names ${language}.mo)
  endforeach()
  vestnik_embed(${target} messages ${compiled} ${names})
endfunction()
