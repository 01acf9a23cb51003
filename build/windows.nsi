; The installer for Windows, for one person: no administrator is asked for.
; Run by build/package.sh windows with VERSION, FROM (a folder) and TO (the file).
Unicode true
SetCompressor /SOLID lzma
Name "Second Story ${VERSION}"
OutFile "${TO}"
InstallDir "$LOCALAPPDATA\Programs\Second Story"
RequestExecutionLevel user
!define GONE "Software\Microsoft\Windows\CurrentVersion\Uninstall\SecondStory"

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Section
  SetOutPath "$INSTDIR"
  File "${FROM}/secondstory.exe"
  File "${FROM}/secondstory-cli.exe"
  File "${FROM}/secondstory-verify.exe"
  File "${FROM}/LICENSE"
  File "${FROM}/OFL-*.txt"
  CreateShortCut "$SMPROGRAMS\Second Story.lnk" "$INSTDIR\secondstory.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${GONE}" "DisplayName" "Second Story"
  WriteRegStr HKCU "${GONE}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${GONE}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${GONE}" "NoModify" 1
  WriteRegDWORD HKCU "${GONE}" "NoRepair" 1
SectionEnd

; What the person wrote lies elsewhere and stays.
Section "Uninstall"
  Delete "$INSTDIR\secondstory.exe"
  Delete "$INSTDIR\secondstory-cli.exe"
  Delete "$INSTDIR\secondstory-verify.exe"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\OFL-*.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Second Story.lnk"
  DeleteRegKey HKCU "${GONE}"
SectionEnd
