console.log('in')
